package dev.wavry.core.sound;

import dev.wavry.agent.Agent;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.rift.message.SoundMessage;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.lifecycle.CannotOpenException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One source of sound on its way to those who listen. Source and encoder run while somebody does, on an agent of their own. Belongs to
 * the sound's CONTROL.
 */
final class Track implements TrackWork.Owner {
    /** 5 ms: shorter frames cost more than they gain. */
    static final int FRAME_SAMPLES = 240;

    private static final Logger LOG = LoggerFactory.getLogger(Track.class);
    private static final int CHANNELS = 2;
    private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Between the numbers of two lives of a track, so that a receiver knows that the second is another one. */
    private static final int NEW_LIFE = 1000;

    final int number;
    final SoundDesk desk;
    final AudioFormat format = new AudioFormat(AudioFormat.SESSION_RATE, CHANNELS);
    final SoundAvoided avoided = new SoundAvoided();
    final Set<Listener> listeners = new LinkedHashSet<>();
    private final SourceSeat source;
    private final CoderSeat coder;
    private Snapshot snapshot;
    private volatile @Nullable TrackWork work;
    private @Nullable Agent agent;
    private long nextNumber;
    private long againNanos = Long.MAX_VALUE;
    private long lookNanos = Long.MAX_VALUE;
    private volatile String told = "";
    private boolean closed;

    Track(int number, AudioSelector selector, Snapshot snapshot, SoundDesk desk) {
        this.number = number;
        this.snapshot = snapshot;
        this.desk = desk;
        this.source = new SourceSeat(this, selector);
        this.coder = new CoderSeat(this);
    }

    SourceSeat source() {
        return source;
    }

    CoderSeat coder() {
        return coder;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    @Nullable
    TrackWork work() {
        return work;
    }

    long now() {
        return desk.clock.nanoTime();
    }

    void join(Listener listener) {
        if (listeners.add(listener)) {
            plan();
        }
    }

    void leave(Listener listener) {
        if (listeners.remove(listener)) {
            coder.left(listener);
            feed();
            plan();
        }
    }

    void catalogChanged(Snapshot now) {
        snapshot = now;
        avoided.clear();
        plan();
    }

    /** Captures something else from now on. */
    void select(AudioSelector now, SoundWish wish) {
        avoided.clear();
        source.select(now, wish);
        plan();
    }

    void plan() {
        if (listeners.isEmpty() || closed) {
            rest();
            return;
        }
        begin();
        source.plan();
        coder.plan();
    }

    private void begin() {
        if (work == null) {
            TrackWork now = new TrackWork(number, format, FRAME_SAMPLES, nextNumber, desk.clock, this);
            work = now;
            agent = new Agent("wavry-sound-" + number, desk.clock::nanoTime, now, now, this::agentFailed).start();
            lookNanos = now() + LOOK_NANOS;
            feed();
        }
    }

    private void agentFailed(Throwable cause) {
        LOG.error("Something failed on the agent of sound track {}", number, cause);
    }

    /** Lets the encoder's packets go to everybody who is ready for them. */
    void feed() {
        TrackWork now = work;
        if (now != null) {
            Listener[] fed = coder.ready(listeners);
            onAgent(() -> now.listeners(fed));
        }
    }

    void onAgent(Runnable command) {
        Agent now = agent;
        if (now != null) {
            now.execute(command);
        }
    }

    /** Nothing runs. */
    private void rest() {
        Agent stopped = agent;
        TrackWork idle = work;
        if (stopped == null || idle == null) {
            return;
        }
        forgetAgent(idle);
        source.giveUp("nobody listens any more");
        List<Line> lines = lines();
        stopped.execute(() -> {
            idle.dropAll();
            lines.forEach(desk::retire);
        });
        stopped.stop();
    }

    private void forgetAgent(TrackWork idle) {
        agent = null;
        work = null;
        lookNanos = Long.MAX_VALUE;
        nextNumber = idle.nextNumber() + NEW_LIFE;
    }

    private List<Line> lines() {
        List<Line> lines = source.forget();
        lines.addAll(coder.forget());
        return lines;
    }

    /** Something does not return: it is left alone with its thread. */
    private void abandon(Agent stuck, TrackWork idle, Line culprit) {
        LOG.warn(
                "Strategy '{}' has not returned for {} ms and is left alone with its thread",
                culprit.provider().id(),
                TimeUnit.NANOSECONDS.toMillis(STUCK_NANOS));
        avoided.addStuck(culprit.provider().serviceId(), now());
        forgetAgent(idle);
        // Nothing may be closed while its agent may still be inside it; this runs when it has returned.
        List<Line> lines = lines();
        stuck.execute(() -> {
            idle.dropAll();
            lines.forEach(desk::retire);
        });
        stuck.stop();
        plan();
    }

    /** Plans again after a while. */
    void again(long inNanos) {
        againNanos = Math.min(againNanos, now() + inNanos);
    }

    /** What a person at the other side should know; empty if all is well. */
    void tell(String text) {
        if (!text.equals(told)) {
            told = text.length() > 400 ? text.substring(0, 400) : text;
            if (!text.isEmpty()) {
                LOG.info("sound track {}: {}", number, text);
            }
            listeners.forEach(listener -> listener.say(new SoundMessage.TrackTold(number, told)));
        }
    }

    String told() {
        return told;
    }

    void onTimer(long nowNanos) {
        if (nowNanos >= lookNanos) {
            lookNanos = nowNanos + LOOK_NANOS;
            Agent now = agent;
            TrackWork running = work;
            if (now != null
                    && running != null
                    && now.busyNanos() > STUCK_NANOS
                    && running.culprit() instanceof Line l) {
                abandon(now, running, l);
            }
        }
        source.onTimer(nowNanos);
        coder.onTimer(nowNanos);
        if (nowNanos >= againNanos) {
            againNanos = Long.MAX_VALUE;
            plan();
        }
    }

    long nextNanos() {
        return Math.min(Math.min(againNanos, lookNanos), Math.min(source.nextNanos(), coder.nextNanos()));
    }

    /** Why something could not be opened. */
    static String words(Provider<?> provider, Throwable cause) {
        if (!(cause instanceof CannotOpenException)) {
            LOG.warn("Strategy '{}' failed while it was opened", provider.id(), cause);
        }
        return "'" + provider.id() + "': " + cause.getMessage();
    }

    void into(Map<String, Long> counters) {
        TrackWork now = work;
        if (now != null) {
            now.into(counters, "sound" + number);
        }
    }

    /** One line of what runs; any thread. */
    String line() {
        return number + " " + source.line() + " -> " + coder.line() + (told.isEmpty() ? "" : " (" + told + ")");
    }

    void close() {
        closed = true;
        rest();
        listeners.forEach(listener -> listener.say(new SoundMessage.TrackEnded(number)));
        listeners.clear();
    }

    @Override
    public void sourceFailed(SourceLine line, Throwable cause) {
        desk.control(() -> source.lost(line, cause));
    }

    @Override
    public void sourceLive(SourceLine line, @Nullable SourceLine old) {
        desk.retire(old);
        desk.control(() -> source.live(line));
    }

    @Override
    public void coderFailed(CoderLine line, String why) {
        desk.control(() -> coder.failed(line, why));
    }
}
