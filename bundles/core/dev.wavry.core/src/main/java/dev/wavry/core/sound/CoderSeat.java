package dev.wavry.core.sound;

import dev.wavry.core.sound.SoundPlanner.CoderChoice;
import dev.wavry.rift.message.SoundMessage;
import dev.wavry.spi.audio.AudioCodecOffer;
import dev.wavry.spi.audio.AudioCodecSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which encoder a track has: a new one is opened, announced to all who listen, and takes over between two frames once all have opened
 * their decoders. Belongs to the sound's CONTROL.
 */
final class CoderSeat {
    private static final Logger LOG = LoggerFactory.getLogger(CoderSeat.class);
    private static final int BITS_PER_SECOND = 128_000;
    private static final int PACKET_BYTES = 1100;
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final String AUTO = "auto";

    private final Track track;
    private final SoundDesk desk;
    private final Set<Listener> awaited = new HashSet<>();
    private final Set<Listener> ready = new HashSet<>();
    private volatile @Nullable CoderLine live;
    private @Nullable CoderLine coming;
    private boolean opening;
    private int epoch;
    private String name = AUTO;
    private @Nullable SoundWish wish;
    private long readyUntilNanos = Long.MAX_VALUE;

    CoderSeat(Track track) {
        this.track = track;
        this.desk = track.desk;
    }

    /** Another codec is wanted, or {@code auto}. */
    void wish(String word, SoundWish wanted) {
        giveUp("something else was wanted meanwhile");
        boolean known = word.equals(AUTO)
                || track.snapshot().audioEncoders().stream()
                        .anyMatch(p -> p.service().offers().stream().anyMatch(offer -> isMeant(word, p.id(), offer)));
        if (!known) {
            wanted.failed("nobody offers '" + word + "' for sound", track.now());
            return;
        }
        name = word;
        wish = wanted;
        track.avoided.clear();
        track.plan();
        if (track.listeners.isEmpty()) {
            fulfil();
        }
    }

    private static boolean isMeant(String word, String id, AudioCodecOffer offer) {
        return word.equals(AUTO)
                || word.equals(id)
                || word.equals(offer.codec().id())
                || word.equals(offer.implementation());
    }

    private void fulfil() {
        SoundWish wanted = wish;
        wish = null;
        if (wanted != null) {
            wanted.done(line(), track.now());
        }
    }

    private void giveUp(String why) {
        SoundWish wanted = wish;
        wish = null;
        if (wanted != null) {
            name = AUTO;
            wanted.failed(why, track.now());
        }
    }

    private List<CoderChoice> candidates() {
        List<List<String>> decodable =
                track.listeners.stream().map(Listener::codecs).toList();
        List<CoderChoice> all = SoundPlanner.coders(
                track.snapshot(), track.format, Track.FRAME_SAMPLES, decodable, track.avoided.at(track.now()));
        List<CoderChoice> meant = all.stream()
                .filter(choice -> isMeant(name, choice.provider().id(), choice.offer()))
                .toList();
        if (meant.isEmpty() && wish != null) {
            giveUp("not everybody who listens decodes '" + name + "'");
        }
        // What is wanted comes first, and sound by something else is better than none.
        List<CoderChoice> ordered = new ArrayList<>(meant);
        all.stream().filter(choice -> !meant.contains(choice)).forEach(ordered::add);
        return ordered;
    }

    /** Opens what is better than what runs. */
    void plan() {
        if (opening || coming != null) {
            return;
        }
        List<CoderChoice> candidates = candidates();
        CoderLine now = live;
        if (candidates.isEmpty()) {
            if (now != null && !track.snapshot().has(now.provider())) {
                drop(now);
            }
            track.tell("no codec is here that everybody decodes");
            track.again(AGAIN_NANOS);
        } else if (now != null && candidates.get(0).same(now)) {
            fulfil();
            announceToNewcomers(now);
        } else {
            opening = true;
            epoch = (epoch + 1) & 0xff;
            int next = epoch;
            desk.open(() -> open(candidates, next));
        }
    }

    /** On OPENER. */
    private void open(List<CoderChoice> candidates, int next) {
        Set<Long> failed = new HashSet<>();
        CoderLine opened = null;
        for (CoderChoice choice : candidates) {
            if (opened != null) {
                break;
            }
            AudioCodecSpec spec = new AudioCodecSpec(
                    choice.offer().codec(),
                    choice.offer().implementation(),
                    track.format,
                    Track.FRAME_SAMPLES,
                    BITS_PER_SECOND,
                    PACKET_BYTES);
            opened = desk.make(
                    choice.provider().serviceId(),
                    () -> new CoderLine(choice.provider(), spec, next, desk.clock, track::coderFailed),
                    cause -> {
                        failed.add(choice.provider().serviceId());
                        LOG.warn("Sound cannot be encoded by {}", Track.words(choice.provider(), cause));
                    });
        }
        CoderLine result = opened;
        desk.control(() -> opened(result, failed));
    }

    private void opened(@Nullable CoderLine line, Set<Long> failed) {
        opening = false;
        long now = track.now();
        failed.forEach(id -> track.avoided.add(id, now));
        if (line == null || track.work() == null || !track.snapshot().has(line.provider())) {
            desk.retire(line);
            track.again(AGAIN_NANOS);
            return;
        }
        coming = line;
        readyUntilNanos = now + READY_NANOS;
        awaited.clear();
        awaited.addAll(track.listeners);
        track.listeners.forEach(listener -> announce(listener, line));
        maybeSwitch();
    }

    private void announce(Listener listener, CoderLine line) {
        SoundMessage.Kind kind =
                switch (track.source().selector().kind()) {
                    case SYSTEM -> SoundMessage.Kind.SYSTEM;
                    case MICROPHONE -> SoundMessage.Kind.MICROPHONE;
                    case APPLICATION -> SoundMessage.Kind.APPLICATION;
                    default -> SoundMessage.Kind.SYNTHETIC;
                };
        String name = track.source().selector().toString();
        listener.say(new SoundMessage.Track(
                track.number,
                line.epoch,
                line.spec.codec().id(),
                track.format.channels(),
                Track.FRAME_SAMPLES,
                kind,
                name.length() > 32 ? name.substring(0, 32) : name));
        listener.say(new SoundMessage.TrackTold(track.number, track.told()));
    }

    /** Somebody came while an encoder runs. */
    private void announceToNewcomers(CoderLine now) {
        for (Listener listener : track.listeners) {
            if (!ready.contains(listener) && awaited.add(listener)) {
                announce(listener, now);
            }
        }
    }

    /** A listener opened its decoder. */
    void ready(Listener listener, int ofEpoch) {
        CoderLine next = coming;
        CoderLine now = live;
        if (next != null && next.epoch == ofEpoch) {
            awaited.remove(listener);
            ready.add(listener);
            maybeSwitch();
        } else if (now != null && now.epoch == ofEpoch && awaited.remove(listener)) {
            ready.add(listener);
            track.feed();
        }
    }

    /** A listener cannot decode this: something else is looked for. */
    void refused(Listener listener, int ofEpoch, String text) {
        CoderLine next = coming;
        if (next != null && next.epoch == ofEpoch) {
            LOG.warn("A client does not take sound as '{}': {}", next.spec.codec(), text);
            track.avoided.add(next.provider().serviceId(), track.now());
            giveUp(text);
            cancel(next);
            track.again(AGAIN_NANOS);
            track.plan();
        }
    }

    private void cancel(CoderLine next) {
        coming = null;
        readyUntilNanos = Long.MAX_VALUE;
        desk.retire(next);
    }

    /** A listener is gone. */
    void left(Listener listener) {
        ready.remove(listener);
        awaited.remove(listener);
        maybeSwitch();
    }

    /** Those who may be sent packets. */
    Listener[] ready(Collection<Listener> among) {
        return among.stream().filter(ready::contains).toArray(Listener[]::new);
    }

    private void maybeSwitch() {
        CoderLine next = coming;
        TrackWork now = track.work();
        if (next == null || now == null || awaited.stream().anyMatch(track.listeners::contains)) {
            return;
        }
        coming = null;
        readyUntilNanos = Long.MAX_VALUE;
        live = next;
        track.feed();
        track.onAgent(() -> desk.retire(now.coder(next)));
        LOG.info(
                "sound track {} is encoded by '{}' as {}",
                track.number,
                next.provider().id(),
                next.spec.codec());
        track.plan();
    }

    /** It encodes no longer. */
    void failed(CoderLine line, String why) {
        if (line == live || line == coming) {
            LOG.warn("Sound encoder '{}' failed: {}", line.provider().id(), why);
            track.avoided.add(line.provider().serviceId(), track.now());
            if (line == coming) {
                cancel(line);
            } else {
                drop(line);
            }
            track.again(AGAIN_NANOS);
            track.plan();
        }
    }

    private void drop(CoderLine line) {
        TrackWork now = track.work();
        live = null;
        if (now != null) {
            track.onAgent(() -> {
                now.dropCoder(line);
                desk.retire(line);
            });
        }
    }

    void onTimer(long nowNanos) {
        if (nowNanos >= readyUntilNanos) {
            // Who does not answer hears nothing until it does; the others wait no longer.
            readyUntilNanos = Long.MAX_VALUE;
            ready.removeAll(awaited);
            Set<Listener> late = Set.copyOf(awaited);
            awaited.clear();
            maybeSwitch();
            awaited.addAll(late);
        }
    }

    long nextNanos() {
        return readyUntilNanos;
    }

    /** Nothing of it is used any more; answers what has to be closed. */
    List<Line> forget() {
        List<Line> lines = new ArrayList<>();
        for (Line line : new Line[] {live, coming}) {
            if (line != null) {
                lines.add(line);
            }
        }
        live = null;
        coming = null;
        ready.clear();
        awaited.clear();
        readyUntilNanos = Long.MAX_VALUE;
        return lines;
    }

    /** What encodes, in short; any thread. */
    String line() {
        CoderLine now = live;
        return now == null
                ? "no encoder"
                : now.spec.codec() + " by " + now.provider().id();
    }

    /** Bundle that encodes; empty if none does. */
    String bundle() {
        CoderLine now = live;
        return now == null ? "" : now.provider().bundle();
    }
}
