package dev.wavry.core.sound;

import dev.wavry.core.sound.SoundPlanner.DecoderChoice;
import dev.wavry.rift.message.SoundMessage;
import dev.wavry.spi.audio.AudioFormat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which decoder each heard track has: that of a new epoch is opened before its first packet comes, and one in place of another takes over
 * between two frames. Belongs to the sound's CONTROL.
 */
final class DecoderSeats {
    private static final Logger LOG = LoggerFactory.getLogger(DecoderSeats.class);

    /** Less than what a leaving strategy is waited for, and enough for a sender to change to another codec. */
    private static final long ORPHAN_NANOS = 100_000_000L;

    private final Hearing hearing;
    private final SoundDesk desk;
    /** What each track is decoded by, the newest epoch. */
    private final Map<HeardTrack, Seat> seats = new HashMap<>();

    private volatile String bundle = "";

    private static final class Seat {
        final SoundMessage.Track wanted;

        @Nullable
        DecoderLine line;

        boolean opening;
        long orphanUntilNanos = Long.MAX_VALUE;

        Seat(SoundMessage.Track wanted) {
            this.wanted = wanted;
        }
    }

    DecoderSeats(Hearing hearing, SoundDesk desk) {
        this.hearing = hearing;
        this.desk = desk;
    }

    /** A new epoch is coming. */
    void prepare(HeardTrack track, SoundMessage.Track wanted) {
        Seat seat = new Seat(wanted);
        seats.put(track, seat);
        open(track, seat, true);
    }

    /** This track is no more. */
    void ended(HeardTrack track) {
        seats.remove(track);
        say();
    }

    private void say() {
        bundle = seats.values().stream()
                .map(seat -> seat.line)
                .filter(Objects::nonNull)
                .map(line -> line.provider().bundle())
                .findFirst()
                .orElse("");
    }

    private List<DecoderChoice> candidates(SoundMessage.Track wanted) {
        try {
            return SoundPlanner.decoders(
                    hearing.snapshot(),
                    wanted.codec(),
                    new AudioFormat(AudioFormat.SESSION_RATE, wanted.channels()),
                    wanted.frameSamples(),
                    hearing.avoided.at(hearing.now()));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private void open(HeardTrack track, Seat seat, boolean answer) {
        List<DecoderChoice> candidates = candidates(seat.wanted);
        if (candidates.isEmpty()) {
            if (answer) {
                refuse(seat.wanted, "no decoder is here");
            }
            return;
        }
        seat.opening = true;
        desk.open(() -> {
            Set<Long> failed = new HashSet<>();
            String[] why = {""};
            DecoderLine opened = null;
            for (DecoderChoice choice : candidates) {
                opened = desk.make(
                        choice.provider().serviceId(),
                        () -> new DecoderLine(
                                choice.provider(),
                                choice.spec(),
                                seat.wanted.epoch(),
                                desk.clock,
                                (line, text) -> desk.control(() -> failed(hearing.heard(), line))),
                        cause -> {
                            failed.add(choice.provider().serviceId());
                            why[0] = Track.words(choice.provider(), cause);
                        });
                if (opened != null) {
                    break;
                }
            }
            DecoderLine line = opened;
            desk.control(() -> opened(track, seat, line, answer, failed, why[0]));
        });
    }

    private void opened(
            HeardTrack track, Seat seat, @Nullable DecoderLine line, boolean answer, Set<Long> failed, String why) {
        seat.opening = false;
        failed.forEach(id -> hearing.avoided.add(id, hearing.now()));
        if (line == null) {
            refuse(seat.wanted, why);
            return;
        }
        boolean current = seats.get(track) == seat && hearing.heard()[track.number] == track;
        if (!current || !hearing.snapshot().has(line.provider())) {
            desk.retire(line);
            if (current) {
                open(track, seat, answer);
            }
            return;
        }
        seat.line = line;
        say();
        track.format = line.spec.codec() + " by " + line.provider().id() + " " + line.spec.format();
        hearing.onAgent(() -> track.decoder(line));
        if (answer) {
            hearing.say(new SoundMessage.TrackReady(seat.wanted.track(), seat.wanted.epoch()));
        }
    }

    private void refuse(SoundMessage.Track wanted, String why) {
        String text = why.length() > 200 ? why.substring(0, 200) : why;
        hearing.say(new SoundMessage.TrackRefused(wanted.track(), wanted.epoch(), text));
    }

    /** A decoder threw or is dead: another one takes its place. */
    void failed(HeardTrack[] tracks, DecoderLine line) {
        LOG.warn("Sound decoder '{}' failed", line.provider().id());
        hearing.avoided.add(line.provider().serviceId(), hearing.now());
        for (HeardTrack track : tracks) {
            Seat seat = track == null ? null : seats.get(track);
            if (track != null && seat != null && seat.line == line) {
                seat.line = null;
                hearing.onAgent(() -> track.forget(line));
                open(track, seat, false);
                return;
            }
        }
        desk.retire(line);
    }

    /** Decoders that left are replaced, and so are those than which there are better ones now. */
    void catalogChanged(HeardTrack[] tracks) {
        seats.keySet().removeIf(track -> hearing.heard()[track.number] != track);
        for (HeardTrack track : tracks) {
            Seat seat = track == null ? null : seats.get(track);
            if (track == null || seat == null || seat.opening) {
                continue;
            }
            DecoderLine line = seat.line;
            List<DecoderChoice> candidates = candidates(seat.wanted);
            boolean best = line != null
                    && !candidates.isEmpty()
                    && candidates.get(0).provider().serviceId()
                            == line.provider().serviceId();
            if (!candidates.isEmpty() && !best) {
                open(track, seat, false);
            } else if (candidates.isEmpty()
                    && line != null
                    && !hearing.snapshot().has(line.provider())) {
                seat.orphanUntilNanos = hearing.now() + ORPHAN_NANOS;
            }
        }
    }

    /** Gives up decoders whose strategy is gone and for which the sender found no other codec in time. */
    void dropOrphans(HeardTrack[] tracks, long nowNanos) {
        for (HeardTrack track : tracks) {
            Seat seat = track == null ? null : seats.get(track);
            DecoderLine line = seat == null ? null : seat.line;
            if (track != null && seat != null && line != null && nowNanos >= seat.orphanUntilNanos) {
                seat.line = null;
                seat.orphanUntilNanos = Long.MAX_VALUE;
                hearing.onAgent(() -> track.forget(line));
            }
        }
    }

    /** Bundle of the newest decoder; empty if there is none. */
    String bundle() {
        return bundle;
    }
}
