package dev.wavry.core.stream;

import dev.wavry.api.HandOver;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.rift.VideoFrameView;
import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.input.InputSink;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.VideoFrame;
import dev.wavry.spi.render.PresentationSpec;
import dev.wavry.spi.render.VideoRenderer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The media plane of a client, decoders and window together. Belongs to the agent that RECEIVE, DECODE and CONTROL share. */
public final class ViewerSide {
    /** What the media plane asks of its session. */
    public interface Owner extends InputSink {
        /** The decoder of this epoch is open. */
        void ready(int stream, int epoch);

        /** This epoch cannot be decoded, because no decoder is there or because it could not be opened. */
        void refused(int stream, int epoch, boolean noDecoder, String text);

        /** A part of this epoch could be used. */
        void partApplied(int stream, int epoch, long sequence);

        /** Decoding cannot go on without a key frame. */
        void keyFrameNeeded(int stream, int epoch);

        /** Far clock minus ours. */
        long clockOffsetNanos();

        /** Another decoder is live. */
        void planned(String plan, String bundle);

        /** A decoder failed, told as a sentence. */
        void decoderFailed(String text);

        /** Nothing decodes what comes, or something does again. */
        void decoderMissing(boolean missing, String text);

        /** A picture is on its way to the display. */
        void presented(VideoFrame picture);

        /** The person closed the window; any thread. */
        void closeRequested();

        /** The window cannot be opened or used any more; any thread. */
        void screenFailed(Throwable cause);
    }

    /** Number of the stream that carries the display. */
    public static final int DISPLAY = 0;

    /** Number of the stream that carries a region of it coded as video. */
    public static final int REGION = 1;

    private final Screen screen;
    private final ViewerStream stream;
    private final RegionScreen regionScreen;
    private final ViewerStream region;
    private final List<PixelFormat> accepted;
    private final Executor opener;
    private final DecoderPreparation decoders;
    private volatile String regionPlan = "";

    /**
     * @param control runs things on the shared agent
     * @param opener runs things on OPENER
     */
    public ViewerSide(
            Owner owner,
            WindowThread window,
            Snapshot snapshot,
            String decoder,
            MediaClock clock,
            Executor control,
            Executor opener) {
        this.accepted = List.copyOf(window.renderer().accepts());
        this.screen = new Screen(window, clock, owner, control::execute);
        this.opener = opener;
        this.decoders = new DecoderPreparation(snapshot, accepted, decoder, clock);
        this.stream = new ViewerStream(
                new FarStream(owner, DISPLAY, owner::planned),
                screen,
                snapshot,
                decoder,
                accepted,
                clock,
                control,
                opener);
        this.regionScreen = new RegionScreen(screen);
        screen.onShown(regionScreen::paintedOver);
        this.region = new ViewerStream(
                new FarStream(owner, REGION, (plan, bundle) -> regionPlan = plan),
                regionScreen,
                snapshot,
                decoder,
                accepted,
                clock,
                control,
                opener);
    }

    /** Pixels the window takes. */
    public List<PixelFormat> accepted() {
        return accepted;
    }

    /** Loads what decoders need while the host is still being asked. */
    public void prepareDecoders() {
        opener.execute(decoders);
    }

    /** The host announces an epoch. */
    public void prepare(int epoch, String codec, int width, int height, PresentationSpec window) {
        decoders.stop();
        screen.open(window);
        stream.prepare(epoch, codec, width, height);
    }

    /** The host announces an epoch of a region whose upper left corner lies at this place of the display. */
    public void prepareRegion(int epoch, String codec, int width, int height, int x, int y) {
        regionScreen.place(epoch, x, y, width, height);
        region.prepare(epoch, codec, width, height);
    }

    /** There is no region any more. */
    public void endRegion() {
        regionPlan = "";
        region.disconnected();
    }

    /** What decodes the region that is coded as video; empty while there is none. */
    public String regionPlan() {
        return regionPlan;
    }

    /** A whole frame arrived. */
    public void arrived(VideoFrameView frame) {
        switch (frame.header().stream()) {
            case DISPLAY -> stream.arrived(frame);
            case REGION -> region.arrived(frame);
            default -> frame.release();
        }
    }

    /** Decodes and shows what arrived. @return how many frames that were */
    public int decodeWaiting() {
        // The rest of the display first: it is quick, and a person works there.
        return stream.decodeWaiting() + region.decodeWaiting();
    }

    /** When {@link #decodeWaiting} and {@link #onTimer} want to be called although nothing arrives. */
    public long nextDeadlineNanos() {
        return Math.min(stream.nextDeadlineNanos(), region.nextDeadlineNanos());
    }

    /** Tries again what did not work a moment ago. */
    public void onTimer(long now) {
        stream.onTimer(now);
        region.onTimer(now);
    }

    /** The far pointer looks different. */
    public void cursorShape(CursorShape shape) {
        screen.cursorShape(shape);
    }

    /** The far pointer is elsewhere. */
    public void cursorMoved(int x, int y, boolean visible) {
        screen.cursorMoved(x, y, visible);
    }

    /** Text for the overlay. */
    public void overlay(String text) {
        screen.overlay(text);
    }

    /** The person wants another decoder. */
    public CompletableFuture<HandOver> prefer(String what) {
        return stream.prefer(what);
    }

    /** Strategies arrived or changed. */
    public void catalogChanged(Snapshot now) {
        stream.catalogChanged(now);
        region.catalogChanged(now);
    }

    /** Shows with another renderer from now on. @return completes on CONTROL with why not, or an empty text once nothing of the old one is in use */
    public CompletableFuture<String> replaceRenderer(VideoRenderer other) {
        return screen.replace(other);
    }

    /** A strategy leaves. */
    public CompletableFuture<Boolean> providerLeaving(Provider<?> provider, Snapshot without) {
        return stream.providerLeaving(provider, without)
                .thenCombine(region.providerLeaving(provider, without), Boolean::logicalAnd);
    }

    /** Frames that were decoded but not shown because newer ones were there. */
    public long skipped() {
        return screen.skipped() + regionScreen.late();
    }

    /** Pictures and coded frames that decoders which are closed had lent out and nobody gave back yet. Any thread. */
    public long leases() {
        return stream.lent.count() + region.lent.count();
    }

    /** Frames that nothing could decode. */
    public long undecodable() {
        return stream.undecodable() + region.undecodable();
    }

    /** The connection ended; the window stays. */
    public void disconnected() {
        stream.disconnected();
        endRegion();
    }

    /** Everything ends. */
    public void close() {
        stream.close();
        region.close();
        screen.close();
    }
}
