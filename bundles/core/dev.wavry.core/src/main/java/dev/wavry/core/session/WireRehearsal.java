package dev.wavry.core.session;

import dev.wavry.buffer.CodedPool;
import dev.wavry.buffer.NativeMemory;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.core.stream.Rehearsal;
import dev.wavry.rift.RiftSettings;
import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.input.InputKind;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.transport.Transport;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session between two ends in this process, over a real carrier and between real agents, so that the classes and compiled code of
 * the wire are there before a quiet desktop needs them: it would run them too rarely for the compiler to notice. Belongs to OPENER.
 */
final class WireRehearsal implements Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(WireRehearsal.class);
    private static final int FRAMES = 400;
    /** Of one packet each, because a quiet desktop sends little else; as many as the compiler wants to see. */
    private static final int PARTS = 6000;

    private static final int FRAMES_A_STEP = 20;
    private static final int FRAME_BYTES = 12_000;
    private static final int PART_BYTES = 800;
    private static final long NAP_NANOS = 30_000;
    /** A frame that is not there after so many naps was lost, and the next is as good. */
    private static final int MOST_NAPS = 40;

    private static final int MOST_STEPS_UNTIL_LET_IN = 500;

    private final Transport transport;
    private final RiftSettings settings;
    private final SecureRandom random;
    private final MediaClock clock;
    private final ByteBuffer payload = NativeMemory.allocate(FRAME_BYTES);
    private final CodedPool pool = new CodedPool(FRAMES_A_STEP);
    private final FrameInfo info = new FrameInfo();
    private final InputEvent event = new InputEvent();
    private @Nullable RehearsalEnds ends;
    private int sent;
    private int steps;
    private boolean over;

    WireRehearsal(Transport transport, RiftSettings settings, SecureRandom random, MediaClock clock) {
        this.transport = transport;
        this.settings = settings;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public boolean step() {
        if (over) {
            return false;
        }
        try {
            over = !exchange();
        } catch (CannotOpenException | RuntimeException | Error e) {
            LOG.debug("The rehearsal of the wire failed; the first session will say why if it does too", e);
            over = true;
        }
        if (over) {
            close();
        }
        return !over;
    }

    private boolean exchange() throws CannotOpenException {
        RehearsalEnds both = ends;
        if (both == null) {
            both = new RehearsalEnds(transport, settings, random, clock);
            ends = both;
        }
        RiftLink host = both.hostLink();
        if (host == null) {
            LockSupport.parkNanos(this, NAP_NANOS);
            return ++steps < MOST_STEPS_UNTIL_LET_IN;
        }
        for (int i = 0; i < FRAMES_A_STEP; i++) {
            int wanted = both.arrived() + 1;
            host.tellDeadline();
            send(host);
            both.clientLink().sendInput(event.set(InputKind.MOTION, sent & 255, sent & 255, clock.nanoTime()));
            for (int naps = 0; naps < MOST_NAPS && both.arrived() < wanted; naps++) {
                LockSupport.parkNanos(this, NAP_NANOS);
            }
        }
        return sent < FRAMES + PARTS;
    }

    private void send(RiftLink host) {
        boolean whole = sent < FRAMES;
        payload.clear().limit(whole ? FRAME_BYTES : PART_BYTES);
        info.sequence(sent);
        try (CodedFrame frame = whole
                ? pool.coded(info, sent == 0, payload, 0, () -> {})
                : pool.codedPart(info, sent == FRAMES, payload, 0, () -> {})) {
            if (frame != null) {
                host.sendVideo(0, frame, whole ? 1 : 2, whole ? sent : sent - FRAMES);
            }
        }
        sent++;
    }

    /** How many frames came through. */
    int arrived() {
        RehearsalEnds both = ends;
        return both == null ? 0 : both.arrived();
    }

    @Override
    public void close() {
        over = true;
        RehearsalEnds both = ends;
        if (both != null) {
            ends = null;
            both.close();
        }
    }
}
