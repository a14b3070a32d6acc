package dev.wavry.core.stream;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.plan.DecoderChoice;
import dev.wavry.core.plan.EncoderChoice;
import dev.wavry.core.plan.Planner;
import dev.wavry.core.plan.Wishes;
import dev.wavry.rift.VideoFrameView;
import dev.wavry.rift.VideoHeader;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes a little film of our own making, so that the decoder's libraries are loaded and its code is compiled before a quiet desktop is
 * shown. Belongs to OPENER, which calls {@link #step} until it answers false.
 */
public final class ViewerRehearsal implements Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(ViewerRehearsal.class);
    private static final VideoFormat FORMAT = new VideoFormat(640, 360, PixelFormat.BGR0);
    /** As many as the compiler wants to see of what runs once for each. */
    private static final int PICTURES = 6000;

    private static final int PICTURES_A_STEP = 5;
    private static final int LARGEST_FRAME = 1 << 20;

    private final Snapshot snapshot;
    private final MediaClock clock;
    private final RehearsalFilm film = new RehearsalFilm(FORMAT);
    private final ReceivedFrames received = new ReceivedFrames();
    private final Frame frame = new Frame();
    private @Nullable EncoderLine encoder;
    private @Nullable DecoderLine decoder;
    private int shown;
    private boolean over;

    /** Rehearses the codec that a host would choose among those installed here. */
    public ViewerRehearsal(Snapshot snapshot, MediaClock clock) {
        this.snapshot = snapshot;
        this.clock = clock;
    }

    @Override
    public boolean step() {
        if (over) {
            return false;
        }
        try {
            if (film.made() == 0) {
                open();
            }
            for (int i = 0; i < PICTURES_A_STEP && !over; i++) {
                picture();
            }
        } catch (CannotOpenException | RuntimeException | Error e) {
            LOG.debug("The rehearsal failed; the session will say why if it does too", e);
            over = true;
        }
        if (over) {
            close();
        }
        return !over;
    }

    private void open() throws CannotOpenException {
        Set<String> codecs = snapshot.decoders().stream()
                .flatMap(provider -> provider.service().offers().stream())
                .map(offer -> offer.codec().id())
                .collect(Collectors.toSet());
        Wishes any = new Wishes("auto", "auto", "auto", FORMAT.width(), FORMAT.height(), 0, 20_000, 1);
        EncoderChoice best = Planner.encoder(
                        snapshot.encoders(), codecs, any, CaptureTarget.Kind.DISPLAY, null, Set.of())
                .orElse(null);
        DecoderChoice fitting = best == null
                ? null
                : Planner.decoder(
                                snapshot.decoders(),
                                best.offer().codec().id(),
                                List.of(PixelFormat.BGR0),
                                "auto",
                                Set.of())
                        .orElse(null);
        if (best == null || fitting == null) {
            over = true;
            return;
        }
        EncoderSpec spec = new EncoderSpec(
                best.offer().codec(), best.offer().implementation(), FORMAT, new RateTarget(20_000, 60), 1);
        encoder = new EncoderLine(
                best,
                spec,
                0,
                clock,
                (from, coded) -> decode(coded),
                (l, why) -> over = true,
                (l, cause) -> over = true);
        decoder = new DecoderLine(fitting, 0, FORMAT, clock, this::show, (l, cause) -> over = true);
    }

    private void picture() {
        EncoderLine line = encoder;
        VideoFrame next = line == null || film.made() == PICTURES ? null : film.next();
        if (line == null || next == null) {
            over = true;
            return;
        }
        line.handle().encode(next);
    }

    private void decode(CodedFrame coded) {
        DecoderLine line = decoder;
        if (line != null && coded.payload().remaining() <= LARGEST_FRAME) {
            line.decode(frame.fill(coded), received.of(frame), 0);
        }
    }

    private Offer show(VideoFrame picture) {
        shown++;
        picture.close();
        return Offer.ACCEPTED;
    }

    /** How many pictures came out of the decoder. */
    public int shown() {
        return shown;
    }

    @Override
    public void close() {
        over = true;
        if (encoder != null) {
            encoder.closeSink();
            encoder.close();
            encoder = null;
        }
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
    }

    /** A frame as it would have come over the wire. */
    private static final class Frame implements VideoFrameView {
        private final VideoHeader header = new VideoHeader();
        private final ByteBuffer bytes = NativeMemory.allocate(LARGEST_FRAME + NativeMemory.PADDING);

        Frame fill(CodedFrame coded) {
            header.set(0, 0, coded.info().sequence(), coded.keyFrame())
                    .independent(coded.independent())
                    .timesAndDamageFrom(coded.info());
            bytes.clear();
            bytes.put(coded.payload().duplicate());
            bytes.flip();
            return this;
        }

        @Override
        public VideoHeader header() {
            return header;
        }

        @Override
        public ByteBuffer payload() {
            return bytes;
        }

        @Override
        public long firstPacketNanos() {
            return 0;
        }

        @Override
        public long lastPacketNanos() {
            return 0;
        }

        @Override
        public int repairedPackets() {
            return 0;
        }

        @Override
        public void release() {
            // The one buffer is filled anew for each frame.
        }
    }
}
