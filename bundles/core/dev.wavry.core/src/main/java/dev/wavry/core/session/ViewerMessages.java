package dev.wavry.core.session;

import dev.wavry.api.SessionReason;
import dev.wavry.core.stream.Place;
import dev.wavry.core.stream.ViewerSide;
import dev.wavry.rift.message.Message;
import dev.wavry.spi.capture.CursorShape;
import java.nio.ByteBuffer;

/** How what a host tells a viewer looks on the wire. */
final class ViewerMessages {
    private static final int MOST_DETAIL = 400;

    private ViewerMessages() {}

    static Message.Prepare region(int epoch, String codec, Place place) {
        byte[] where = ByteBuffer.allocate(Integer.BYTES)
                .putShort((short) place.x())
                .putShort((short) place.y())
                .array();
        return new Message.Prepare(ViewerSide.REGION, epoch, codec, place.width(), place.height(), where);
    }

    static Message.CursorShape cursor(CursorShape shape) {
        int[] argb = new int[shape.width() * shape.height()];
        shape.argb().duplicate().get(argb);
        return new Message.CursorShape(
                shape.serial(), shape.width(), shape.height(), shape.hotspotX(), shape.hotspotY(), argb);
    }

    static Message.Paused paused(SessionReason reason, String detail) {
        String text = detail.length() > MOST_DETAIL ? detail.substring(0, MOST_DETAIL) : detail;
        return new Message.Paused(ViewerSide.DISPLAY, Reasons.wire(reason), text);
    }

    static boolean areAboutPictures(Message message) {
        return message instanceof Message.Ready
                || message instanceof Message.Refused
                || message instanceof Message.KeyFrameRequest;
    }
}
