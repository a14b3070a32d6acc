package dev.wavry.core.sound;

import dev.wavry.core.catalog.Provider;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSink;
import dev.wavry.spi.audio.AudioSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which output plays: the best there is is opened beside the live one, which then plays out what it has. Belongs to the sound's CONTROL. */
final class OutputSeat {
    private static final Logger LOG = LoggerFactory.getLogger(OutputSeat.class);
    private static final AudioSpec SPEC =
            new AudioSpec(new AudioFormat(AudioFormat.SESSION_RATE, 2), Track.FRAME_SAMPLES);
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long BETTER_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Hearing hearing;
    private final SoundDesk desk;
    private AudioSelector selector;
    private volatile @Nullable PlaybackLine live;
    private volatile String trouble = "";
    private boolean opening;
    private boolean renew;
    private @Nullable SoundWish wish;
    private AudioSelector before;

    OutputSeat(Hearing hearing, AudioSelector selector) {
        this.hearing = hearing;
        this.desk = hearing.desk;
        this.selector = selector;
        this.before = selector;
    }

    /** Plays somewhere else from now on; what runs goes on until that does, and for good if it cannot be had. */
    void select(AudioSelector now, SoundWish wanted) {
        giveUp("something else was wanted meanwhile");
        renew |= !now.equals(selector);
        before = selector;
        selector = now;
        wish = wanted;
        hearing.avoided.clear();
        hearing.plan();
        if (live != null && live.selector.equals(now)) {
            fulfil();
        }
    }

    private void fulfil() {
        SoundWish wanted = wish;
        wish = null;
        if (wanted != null) {
            wanted.done(line(), hearing.now());
        }
    }

    private void giveUp(String why) {
        SoundWish wanted = wish;
        wish = null;
        if (wanted != null) {
            selector = before;
            wanted.failed(why, hearing.now());
        }
    }

    boolean runs() {
        return live != null;
    }

    void plan() {
        PlaybackLine now = live;
        if (opening) {
            return;
        }
        List<Provider<AudioSink>> candidates =
                SoundPlanner.sinks(hearing.snapshot(), selector, hearing.avoided.at(hearing.now()));
        if (candidates.isEmpty()) {
            giveUp("no bundle here plays to '" + selector + "'");
            renew = false;
            if (now != null && !hearing.snapshot().has(now.provider())) {
                drop(now);
            }
            if (live == null) {
                hearing.again(AGAIN_NANOS);
            }
            return;
        }
        boolean best =
                now != null && now.provider().serviceId() == candidates.get(0).serviceId();
        if (!best || renew) {
            renew = false;
            opening = true;
            AudioSelector wanted = selector;
            Mixer mixer = hearing.mixer();
            desk.open(() -> open(candidates, wanted, mixer, now));
        }
    }

    /** On OPENER. */
    private void open(
            List<Provider<AudioSink>> candidates, AudioSelector wanted, Mixer mixer, @Nullable PlaybackLine instead) {
        Set<Long> failed = new HashSet<>();
        List<String> why = new ArrayList<>();
        PlaybackLine opened = null;
        for (Provider<AudioSink> candidate : candidates) {
            boolean runs = instead != null
                    && candidate.serviceId() == instead.provider().serviceId()
                    && wanted.equals(instead.selector);
            if (opened != null || runs && !failed.isEmpty()) {
                break;
            }
            opened = desk.make(
                    candidate.serviceId(),
                    () -> new PlaybackLine(candidate, wanted, SPEC, desk.clock, mixer, events()),
                    cause -> {
                        failed.add(candidate.serviceId());
                        why.add(Track.words(candidate, cause));
                    });
        }
        PlaybackLine result = opened;
        desk.control(() -> opened(result, wanted, mixer, failed, String.join("; ", why)));
    }

    private PlaybackLine.Events events() {
        return new PlaybackLine.Events(
                (line, why) -> desk.control(() -> reopen(line, why)),
                (line, cause) -> desk.control(() -> lost(line, cause)),
                line -> desk.control(() -> told(line)));
    }

    private void opened(@Nullable PlaybackLine line, AudioSelector wanted, Mixer mixer, Set<Long> failed, String why) {
        opening = false;
        long now = hearing.now();
        failed.forEach(id -> hearing.avoided.add(id, now));
        if (!failed.isEmpty()) {
            hearing.again(line == null && live == null ? AGAIN_NANOS : BETTER_NANOS);
        }
        renew |= !wanted.equals(selector);
        if (line == null) {
            if (live == null) {
                say(why);
            }
            giveUp(why);
            renew &= !wanted.equals(selector) && live == null;
        } else if (mixer != hearing.mixer() || !hearing.snapshot().has(line.provider()) || hearing.isClosed()) {
            desk.retire(line);
            renew = true;
        } else {
            PlayWork work = hearing.begin();
            live = line;
            hearing.onAgent(() -> work.play(line));
            told(line);
            if (line.selector.equals(selector)) {
                fulfil();
            }
        }
        hearing.plan();
    }

    private void told(PlaybackLine line) {
        AudioDevice device = line.device();
        if (line == live && device != null) {
            LOG.info(
                    "sound is played by '{}' on '{}' ({}), mixed as {}",
                    line.provider().id(),
                    device.name(),
                    device.format(),
                    SPEC.format());
        }
        if (line == live) {
            say(line.trouble());
        }
    }

    private void say(String text) {
        if (!text.equals(trouble)) {
            trouble = text;
            if (!text.isEmpty()) {
                LOG.info("sound output: {}", text);
            }
        }
    }

    private void reopen(PlaybackLine line, String why) {
        if (line == live) {
            LOG.info("The sound output is opened anew: {}", why);
            renew = true;
            hearing.plan();
        }
    }

    /** It plays no longer. */
    void lost(PlaybackLine line, Throwable cause) {
        if (line == live) {
            LOG.warn("Sound output '{}' failed: {}", line.provider().id(), String.valueOf(cause.getMessage()));
            hearing.avoided.add(line.provider().serviceId(), hearing.now());
            drop(line);
            hearing.again(AGAIN_NANOS);
            hearing.plan();
        } else {
            desk.retire(line);
        }
    }

    private void drop(PlaybackLine line) {
        live = null;
        PlayWork work = hearing.work();
        hearing.onAgent(() -> {
            if (work != null) {
                work.drop(line);
            }
            desk.retire(line);
        });
    }

    /** Nothing of it is used any more; answers what has to be closed. */
    List<Line> forget() {
        PlaybackLine now = live;
        live = null;
        return now == null ? List.of() : List.of(now);
    }

    /** What plays, in short; any thread. */
    String line() {
        PlaybackLine now = live;
        AudioDevice device = now == null ? null : now.device();
        return now == null
                ? "no output" + (trouble.isEmpty() ? "" : " (" + trouble + ")")
                : now.provider().id() + " " + (device == null ? "" : device.name() + " " + device.format());
    }

    /** Bundle that plays; empty if none does. */
    String bundle() {
        PlaybackLine now = live;
        return now == null ? "" : now.provider().bundle();
    }

    long underruns() {
        PlaybackLine now = live;
        return now == null ? 0 : now.underruns();
    }
}
