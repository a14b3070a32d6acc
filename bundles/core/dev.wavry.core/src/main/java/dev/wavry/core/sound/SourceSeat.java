package dev.wavry.core.sound;

import dev.wavry.core.catalog.Provider;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSource;
import dev.wavry.spi.audio.AudioSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which source a track has: the best there is is opened beside the live one and takes its place with its first sound. Belongs to the
 * sound's CONTROL.
 */
final class SourceSeat {
    private static final Logger LOG = LoggerFactory.getLogger(SourceSeat.class);
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long BETTER_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long FIRST_SOUND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Track track;
    private final SoundDesk desk;
    private AudioSelector selector;
    private volatile @Nullable SourceLine live;
    private @Nullable SourceLine arriving;
    private boolean opening;
    private boolean renew;
    private @Nullable SoundWish wish;
    private AudioSelector before;
    private long switchAtNanos = Long.MAX_VALUE;

    SourceSeat(Track track, AudioSelector selector) {
        this.track = track;
        this.desk = track.desk;
        this.selector = selector;
        this.before = selector;
    }

    AudioSelector selector() {
        return selector;
    }

    /** Another one is wanted; what runs goes on until that gives sound, and for good if it cannot be had. */
    void select(AudioSelector now, SoundWish wanted) {
        giveUp("something else was wanted meanwhile");
        renew |= !now.equals(selector);
        before = selector;
        selector = now;
        wish = wanted;
        if (track.listeners.isEmpty() || !renew) {
            fulfil();
        }
    }

    private void fulfil() {
        SoundWish wanted = wish;
        wish = null;
        if (wanted != null) {
            wanted.done(line(), track.now());
        }
    }

    /** What was wanted does not come. */
    void giveUp(String why) {
        SoundWish wanted = wish;
        wish = null;
        if (wanted != null) {
            wanted.failed(why, track.now());
        }
    }

    /** Opens what is better than what runs. */
    void plan() {
        SourceLine now = live;
        if (opening || arriving != null) {
            return;
        }
        List<Provider<AudioSource>> candidates =
                SoundPlanner.sources(track.snapshot(), selector, track.avoided.at(track.now()));
        if (candidates.isEmpty()) {
            nothing(now);
            return;
        }
        boolean best =
                now != null && now.provider().serviceId() == candidates.get(0).serviceId();
        if (!best || renew) {
            renew = false;
            opening = true;
            AudioSelector wanted = selector;
            desk.open(() -> open(candidates, wanted, now));
        }
    }

    private void nothing(@Nullable SourceLine now) {
        if (wish != null) {
            renew = false;
            refuse("no bundle here captures '" + selector + "'");
        }
        if (now != null && !track.snapshot().has(now.provider())) {
            drop(now);
        }
        if (live == null) {
            if (track.told().isEmpty()) {
                track.tell("no bundle here captures '" + selector + "'");
            }
            track.again(AGAIN_NANOS);
        }
    }

    /** On OPENER. */
    private void open(List<Provider<AudioSource>> candidates, AudioSelector wanted, @Nullable SourceLine instead) {
        Set<Long> failed = new HashSet<>();
        List<String> why = new ArrayList<>();
        SourceLine opened = null;
        for (Provider<AudioSource> candidate : candidates) {
            boolean runs = instead != null
                    && candidate.serviceId() == instead.provider().serviceId()
                    && wanted.equals(instead.selector);
            if (opened != null || runs && !failed.isEmpty()) {
                // What is better could not be opened, so what runs is the best.
                break;
            }
            opened = desk.make(
                    candidate.serviceId(),
                    () -> new SourceLine(
                            candidate, wanted, new AudioSpec(track.format, Track.FRAME_SAMPLES), desk.clock, events()),
                    cause -> {
                        failed.add(candidate.serviceId());
                        why.add(Track.words(candidate, cause));
                    });
        }
        SourceLine result = opened;
        desk.control(() -> opened(result, wanted, failed, String.join("; ", why)));
    }

    private SourceLine.Events events() {
        return new SourceLine.Events(
                (line, samples, captureNanos) -> {
                    TrackWork now = track.work();
                    if (now != null) {
                        now.samples(line, samples, captureNanos);
                    }
                },
                (line, why) -> desk.control(() -> reopen(line, why)),
                (line, cause) -> desk.control(() -> lost(line, cause)),
                line -> desk.control(() -> told(line)));
    }

    private void opened(@Nullable SourceLine line, AudioSelector wanted, Set<Long> failed, String why) {
        opening = false;
        long now = track.now();
        failed.forEach(id -> track.avoided.add(id, now));
        if (!failed.isEmpty()) {
            track.again(line == null && live == null ? AGAIN_NANOS : BETTER_NANOS);
        }
        renew |= !wanted.equals(selector);
        TrackWork running = track.work();
        if (line == null) {
            refuse(why);
        } else if (running == null || !track.snapshot().has(line.provider())) {
            desk.retire(line);
        } else {
            arriving = line;
            switchAtNanos = now + FIRST_SOUND_NANOS;
            SourceLine old = live;
            boolean leaves = old != null && !track.snapshot().has(old.provider());
            track.onAgent(() -> {
                running.arrive(line);
                if (leaves) {
                    running.switchSource();
                }
            });
        }
        if (renew || line != null && arriving == null) {
            track.plan();
        }
    }

    private void refuse(String why) {
        if (live == null) {
            track.tell(why);
        } else if (wish != null) {
            // What runs is better than nothing.
            selector = before;
        }
        giveUp(why);
    }

    /** The one that was opened gave its first sound, or its time is over. */
    void live(SourceLine line) {
        if (arriving == line) {
            arriving = null;
            switchAtNanos = Long.MAX_VALUE;
            live = line;
            told(line);
            if (line.selector.equals(selector)) {
                fulfil();
            }
            track.plan();
        }
    }

    private void told(SourceLine line) {
        AudioDevice device = line.device();
        if (line == live && device != null) {
            LOG.info(
                    "sound track {} is '{}' by '{}' ({}), sent as {}",
                    track.number,
                    device.name(),
                    line.provider().id(),
                    device.format(),
                    track.format);
        }
        if (line == live || live == null) {
            track.tell(line.trouble());
        }
    }

    private void reopen(SourceLine line, String why) {
        if (line == live) {
            LOG.info("Sound track {} is opened anew: {}", track.number, why);
            renew = true;
            track.plan();
        }
    }

    /** It runs no longer. */
    void lost(SourceLine line, Throwable cause) {
        if (line == live || line == arriving) {
            LOG.warn("Sound source '{}' failed: {}", line.provider().id(), String.valueOf(cause.getMessage()));
            track.avoided.add(line.provider().serviceId(), track.now());
            drop(line);
            track.again(AGAIN_NANOS);
            track.plan();
        }
    }

    private void drop(SourceLine line) {
        live = line == live ? null : live;
        if (line == arriving) {
            arriving = null;
            switchAtNanos = Long.MAX_VALUE;
        }
        TrackWork now = track.work();
        if (now != null) {
            track.onAgent(() -> {
                now.drop(line);
                desk.retire(line);
            });
        }
    }

    void onTimer(long nowNanos) {
        SourceLine next = arriving;
        TrackWork now = track.work();
        if (nowNanos >= switchAtNanos && next != null && now != null) {
            // What has nothing to say yet, such as an application that is waited for, is live, too.
            switchAtNanos = Long.MAX_VALUE;
            track.onAgent(now::switchSource);
        }
    }

    long nextNanos() {
        return switchAtNanos;
    }

    /** Nothing of it is used any more; answers what has to be closed. */
    List<Line> forget() {
        List<Line> lines = new ArrayList<>();
        for (Line line : new Line[] {live, arriving}) {
            if (line != null) {
                lines.add(line);
            }
        }
        live = null;
        arriving = null;
        switchAtNanos = Long.MAX_VALUE;
        return lines;
    }

    /** What captures, in short; any thread. */
    String line() {
        SourceLine now = live;
        AudioDevice device = now == null ? null : now.device();
        return now == null
                ? "no source"
                : now.provider().id() + " " + (device == null ? selector : device.name() + " " + device.format());
    }

    /** Bundle that captures; empty if none does. */
    String bundle() {
        SourceLine now = live;
        return now == null ? "" : now.provider().bundle();
    }
}
