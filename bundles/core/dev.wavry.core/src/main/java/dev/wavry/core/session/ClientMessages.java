package dev.wavry.core.session;

import dev.wavry.api.ConnectRequest;
import dev.wavry.api.Right;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.catalog.StrategyCatalog;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.core.plan.Planner;
import dev.wavry.core.sound.ClientSound;
import dev.wavry.core.stream.ViewerSide;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.message.Message;
import dev.wavry.rift.message.SoundMessage;
import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.render.PresentationSpec;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.function.Supplier;

/** What a client says to its host and does about what the host says. Belongs to CONTROL. */
final class ClientMessages {
    private static final int VERSION = 1;

    /** Twice an 8K screen: a decoder, the pool and the window each keep such a picture, and the far side says how large it is. */
    private static final long MOST_PIXELS = 1L << 26;

    private final SessionCore session;
    private final ViewerSide viewer;
    private final StrategyCatalog catalog;
    private final ConnectRequest request;
    private final Supplier<RiftLink> link;
    private final ClientSound sound;
    private final ClientCarriers carriers;

    /**
     * @param link the one that is used now
     */
    ClientMessages(
            SessionCore session,
            ViewerSide viewer,
            StrategyCatalog catalog,
            ConnectRequest request,
            ClientSound sound,
            Supplier<RiftLink> link,
            ClientCarriers carriers) {
        this.session = session;
        this.viewer = viewer;
        this.catalog = catalog;
        this.request = request;
        this.link = link;
        this.sound = sound;
        this.carriers = carriers;
    }

    /** The host let us in. */
    void admitted() {
        session.become(SessionState.NEGOTIATING, SessionReason.NONE, "");
    }

    /** The host is the right one: says what we can decode, without waiting to be let in. */
    void greet() {
        List<Message.Decoding> decodings =
                Planner.decodings(catalog.snapshot(), viewer.accepted(), request.decoder()).stream()
                        .map(choice -> new Message.Decoding(
                                choice.offer().codec().id(), choice.offer().implementation()))
                        .toList();
        String display = request.display().equals("auto") ? "" : request.display();
        List<String> repairs = new ClientRepairs(catalog, link.get()).schemes();
        link.get()
                .send(new Message.Hello(
                        VERSION, "wavry", Message.Role.VIEWER, decodings, List.of(), display, 0, 0, 0, repairs));
    }

    private void prepare(Message.Prepare prepare) {
        int width = prepare.width();
        int height = prepare.height();
        if (tooLarge(width, height)) {
            refuse(prepare, Message.Reason.TOO_LARGE, width + "x" + height);
        } else if (prepare.stream() == ViewerSide.DISPLAY) {
            viewer.prepare(
                    prepare.epoch(),
                    prepare.codec(),
                    width,
                    height,
                    new PresentationSpec(request.title(), width, height, request.fullscreen()));
        } else if (prepare.stream() == ViewerSide.REGION && prepare.configuration().length == Integer.BYTES) {
            int place = ByteBuffer.wrap(prepare.configuration()).getInt();
            viewer.prepareRegion(prepare.epoch(), prepare.codec(), width, height, place >>> 16, place & 0xffff);
        } else {
            refuse(prepare, Message.Reason.OTHER, "stream " + prepare.stream() + " is not known here");
        }
    }

    static boolean tooLarge(int width, int height) {
        return width > VideoFormat.MAX_SIDE || height > VideoFormat.MAX_SIDE || (long) width * height > MOST_PIXELS;
    }

    private void refuse(Message.Prepare prepare, Message.Reason reason, String text) {
        link.get().send(new Message.Refused(prepare.stream(), prepare.epoch(), reason, text));
    }

    private static SessionReason why(Message.Reason reason) {
        return switch (reason) {
            case NO_SOURCE -> SessionReason.NO_CAPTURE;
            case OPERATOR -> SessionReason.NO_VIEW;
            default -> SessionReason.NO_ENCODER;
        };
    }

    /** A message of the host. */
    void handle(Message message) {
        if (message instanceof Message.Prepare prepare) {
            prepare(prepare);
        } else if (message instanceof Message.Paused paused && paused.stream() == ViewerSide.REGION) {
            viewer.endRegion();
        } else if (message instanceof Message.Paused paused && paused.reason() == Message.Reason.AWAITING_CONSENT) {
            session.become(SessionState.NEGOTIATING, SessionReason.AWAITING_CONSENT, paused.text());
        } else if (message instanceof Message.Welcome) {
            sound.connected();
            admitted();
        } else if (message instanceof SoundMessage heard) {
            sound.handle(heard);
        } else if (message instanceof Message.Paused paused) {
            session.become(SessionState.PAUSED, why(paused.reason()), paused.text());
        } else if (message instanceof Message.Rights rights) {
            session.granted(Right.ofBits(rights.bits()));
        } else if (message instanceof Message.Resumed) {
            session.become(SessionState.RUNNING, SessionReason.NONE, "");
        } else if (message instanceof Message.CursorShape s) {
            viewer.cursorShape(new CursorShape(
                    s.serial(), s.width(), s.height(), s.hotspotX(), s.hotspotY(), IntBuffer.wrap(s.argb())));
        } else if (message instanceof Message.CarrierOffer offer) {
            carriers.offered(offer);
        } else if (message instanceof Message.CarrierMove move) {
            carriers.moved(move);
        } else if (message instanceof Message.Bye bye) {
            link.get().close(CloseReason.NORMAL, bye.text());
        }
    }
}
