package dev.wavry.core.sound;

import dev.wavry.agent.Agent;
import dev.wavry.api.SoundTrack;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.rift.message.SoundMessage;
import dev.wavry.spi.audio.AudioSelector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that one side hears of the other: tracks, their decoders and one output. Belongs to the sound's CONTROL but for {@link #packet},
 * which comes on RECEIVE.
 */
final class Hearing implements PlayWork.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    final SoundDesk desk;
    final SoundAvoided avoided = new SoundAvoided();
    private final Consumer<SoundMessage> say;
    private final LongSupplier clockOffset;
    private final String name;
    private final OutputSeat output;
    private final DecoderSeats decoders;
    private final HeardTrack[] tracks = new HeardTrack[SoundMessage.MOST_TRACKS];
    private volatile HeardTrack[] byNumber = new HeardTrack[SoundMessage.MOST_TRACKS];
    private Mixer mixer;
    private Snapshot snapshot;
    private @Nullable PlayWork work;
    private @Nullable Agent agent;
    private volatile long pictureNanos;
    private final PastTracks past = new PastTracks();
    private boolean connected;
    private boolean closed;
    private String listened = "";
    private long againNanos = Long.MAX_VALUE;
    private long lookNanos = Long.MAX_VALUE;
    private int without;
    private float everything = 1;
    private final float[] volumes = new float[SoundMessage.MOST_TRACKS];

    /**
     * @param name of the agent
     * @param say speaks to the other side
     * @param clockOffset the other side's clock minus ours, in nanoseconds
     */
    Hearing(
            String name,
            AudioSelector selector,
            Snapshot snapshot,
            SoundDesk desk,
            Consumer<SoundMessage> say,
            LongSupplier clockOffset) {
        this.name = name;
        this.desk = desk;
        this.snapshot = snapshot;
        this.say = say;
        this.clockOffset = clockOffset;
        this.mixer = new Mixer(desk.clock);
        Arrays.fill(volumes, 1);
        this.output = new OutputSeat(this, selector);
        this.decoders = new DecoderSeats(this, desk);
    }

    Snapshot snapshot() {
        return snapshot;
    }

    Mixer mixer() {
        return mixer;
    }

    long now() {
        return desk.clock.nanoTime();
    }

    @Nullable
    PlayWork work() {
        return work;
    }

    OutputSeat output() {
        return output;
    }

    boolean isClosed() {
        return closed;
    }

    DecoderSeats decoders() {
        return decoders;
    }

    /** The other side can be spoken to, and knows nothing of us yet. */
    void connected() {
        connected = true;
        listened = "";
        forgetTracks();
        plan();
    }

    /** The other side is gone, for now or for good. */
    void disconnected() {
        connected = false;
        forgetTracks();
    }

    private void forgetTracks() {
        past.remember(measured(), counted());
        for (int i = 0; i < tracks.length; i++) {
            end(i);
        }
    }

    void catalogChanged(Snapshot now) {
        snapshot = now;
        avoided.clear();
        plan();
        decoders.catalogChanged(tracks);
    }

    /** Plays where there is somewhere to play and says what can be heard. */
    void plan() {
        if (connected) {
            output.plan();
            listen();
        }
    }

    private void listen() {
        List<String> codecs = output.runs() && everything > 0 ? SoundPlanner.decodable(snapshot) : List.of();
        String now = codecs + " " + without;
        if (connected && !now.equals(listened) && !(codecs.isEmpty() && listened.isEmpty())) {
            listened = now;
            say.accept(new SoundMessage.Listen(codecs, without));
        }
    }

    /** The agent that plays, made when it is needed first. */
    PlayWork begin() {
        PlayWork now = work;
        if (now == null) {
            now = new PlayWork(this);
            work = now;
            agent = new Agent("wavry-" + name + "-play", desk.clock::nanoTime, now, now, this::agentFailed).start();
            lookNanos = now() + LOOK_NANOS;
        }
        return now;
    }

    private void agentFailed(Throwable cause) {
        LOG.error("Something failed on the agent that plays", cause);
    }

    void onAgent(Runnable command) {
        Agent now = agent;
        if (now == null) {
            command.run();
        } else {
            now.execute(command);
        }
    }

    /** Plans again after a while. */
    void again(long inNanos) {
        againNanos = Math.min(againNanos, now() + inNanos);
    }

    void say(SoundMessage message) {
        say.accept(message);
    }

    /** What the other side says of its tracks. */
    void handle(SoundMessage message) {
        if (message instanceof SoundMessage.Track track) {
            HeardTrack known = tracks[track.track()];
            if (known != null && known.frameSamples != track.frameSamples()) {
                end(track.track());
                known = null;
            }
            if (known == null) {
                known = new HeardTrack(
                        track, (line, cause) -> desk.control(() -> decoders.failed(tracks, line)), desk::retire);
                known.volume = volumes[track.track()];
                known.clockOffsetNanos = clockOffset.getAsLong();
                tracks[track.track()] = known;
                publish();
            }
            known.name = track.name();
            decoders.prepare(known, track);
        } else if (message instanceof SoundMessage.TrackTold told && tracks[told.track()] != null) {
            told(tracks[told.track()], told.text());
        } else if (message instanceof SoundMessage.TrackEnded ended) {
            past.remember(measured(), counted());
            end(ended.track());
        }
    }

    private static void told(HeardTrack track, String text) {
        track.told = text;
        if (!text.isEmpty()) {
            LOG.info("sound of '{}': {}", track.name, text);
        }
    }

    private void end(int number) {
        HeardTrack gone = tracks[number];
        if (gone != null) {
            tracks[number] = null;
            decoders.ended(gone);
            publish();
            onAgent(gone::dropDecoders);
        }
    }

    private void publish() {
        byNumber = tracks.clone();
        List<HeardTrack> all = new ArrayList<>();
        for (HeardTrack track : tracks) {
            if (track != null) {
                all.add(track);
            }
        }
        HeardTrack[] now = all.toArray(new HeardTrack[0]);
        Mixer mixing = mixer;
        onAgent(() -> mixing.tracks(now));
    }

    /** A packet came; with the link's lock held. */
    void packet(int track, long number, long captureMicros, ByteBuffer packet, long nowNanos) {
        HeardTrack known = track < SoundMessage.MOST_TRACKS ? byNumber[track] : null;
        if (known != null) {
            known.arrived(number, captureMicros, packet, nowNanos);
        }
    }

    /** How loud a track is, or all of them for -1; what is muted is not sent. */
    void volume(int track, float volume) {
        if (track < 0) {
            mixer.volume(volume);
            everything = volume;
        } else if (track < SoundMessage.MOST_TRACKS) {
            without = volume == 0 ? without | 1 << track : without & ~(1 << track);
            volumes[track] = volume;
            HeardTrack known = tracks[track];
            if (known != null) {
                known.volume = volume;
            }
        }
        listen();
    }

    /** So long pictures take; any thread. */
    void picture(long nanos) {
        pictureNanos = nanos;
    }

    /** What was measured of each track, or of those that were if there are none now; any thread. */
    List<SoundTrack> report() {
        List<SoundTrack> now = measured();
        return now.isEmpty() ? past.tracks() : now;
    }

    private Map<String, Long> counted() {
        Map<String, Long> counters = new TreeMap<>();
        into(counters, "");
        return counters;
    }

    private List<SoundTrack> measured() {
        List<SoundTrack> all = new ArrayList<>();
        for (HeardTrack track : byNumber) {
            if (track != null) {
                all.add(SoundFigures.of(track, output.line()));
            }
        }
        return all;
    }

    /** Tracks that are heard; any thread. */
    HeardTrack[] heard() {
        return byNumber;
    }

    @Override
    public void playbackFailed(PlaybackLine line, Throwable cause) {
        desk.control(() -> output.lost(line, cause));
    }

    @Override
    public void playbackDrained(PlaybackLine line) {
        desk.retire(line);
    }

    void onTimer(long nowNanos) {
        if (nowNanos >= lookNanos) {
            lookNanos = nowNanos + LOOK_NANOS;
            look();
        }
        if (nowNanos >= againNanos) {
            againNanos = Long.MAX_VALUE;
            plan();
        }
    }

    private void look() {
        long offset = clockOffset.getAsLong();
        for (HeardTrack track : tracks) {
            if (track != null) {
                track.clockOffsetNanos = offset;
                track.lips(pictureNanos);
            }
        }
        decoders.dropOrphans(tracks, now());
        Agent now = agent;
        PlayWork running = work;
        if (now != null && running != null && now.busyNanos() > STUCK_NANOS && running.culprit() instanceof Line line) {
            abandon(now, running, line);
        }
    }

    /** Something does not return: it is left alone with its thread, and all begins anew beside it. */
    private void abandon(Agent stuck, PlayWork idle, Line culprit) {
        LOG.warn(
                "Strategy '{}' has not returned and is left alone with its thread",
                culprit.provider().id());
        avoided.addStuck(culprit.provider().serviceId(), now());
        List<Line> lines = output.forget();
        HeardTrack[] before = tracks.clone();
        agent = null;
        work = null;
        mixer = new Mixer(desk.clock);
        mixer.volume(everything);
        stuck.execute(() -> {
            desk.retire(idle.dropAll());
            lines.forEach(desk::retire);
            for (HeardTrack track : before) {
                if (track != null) {
                    track.dropDecoders();
                }
            }
        });
        stuck.stop();
        Arrays.fill(tracks, null);
        publish();
        listened = "";
        say.accept(new SoundMessage.Listen(List.of(), without));
        plan();
    }

    long nextNanos() {
        return Math.min(againNanos, lookNanos);
    }

    /** Counters under names that begin so; any thread. */
    void into(Map<String, Long> counters, String prefix) {
        past.into(counters, prefix);
        for (HeardTrack track : byNumber) {
            if (track != null) {
                SoundFigures.into(counters, prefix, track);
            }
        }
    }

    /** Ends everything. */
    void close() {
        closed = true;
        disconnected();
        List<Line> lines = output.forget();
        Agent stopped = agent;
        PlayWork idle = work;
        agent = null;
        work = null;
        lookNanos = Long.MAX_VALUE;
        if (stopped != null && idle != null) {
            stopped.execute(() -> {
                desk.retire(idle.dropAll());
                lines.forEach(desk::retire);
            });
            stopped.stop();
            stopped.join(LOOK_NANOS);
        }
    }
}
