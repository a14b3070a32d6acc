package dev.wavry.rift.internal;

import dev.wavry.rift.CloseReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A refusal before there are keys: a host that cannot go on tells the client why, and a client that met the wrong host tells that host. Whoever
 * knows the 64-bit connection id could forge it, so it only ends a handshake that has got no proper answer.
 */
record RefusalDatagram(CloseReason reason, int[] versions) {
    static final int MAX_BYTES = 1 + 8 + 1 + 1 + 2 * 16 + 1 + 200;

    static void write(ByteBuffer out, long peerId, CloseReason reason, int[] versions) {
        out.put((byte) Wire.REFUSAL).putLong(peerId).put((byte) reason.code());
        out.put((byte) versions.length);
        for (int version : versions) {
            out.putShort((short) version);
        }
        byte[] text = reason.sentence().getBytes(StandardCharsets.UTF_8);
        int bytes = Math.min(200, text.length);
        out.put((byte) bytes).put(text, 0, bytes);
    }

    static @Nullable RefusalDatagram read(ByteBuffer datagram) {
        ByteBuffer in = datagram.duplicate();
        if (in.remaining() < 12) {
            return null;
        }
        in.position(in.position() + 9);
        CloseReason reason = CloseReason.ofCode(in.get() & 0xff);
        int count = in.get() & 0xff;
        if (reason == null || count > 16 || in.remaining() < 2 * count + 1) {
            return null;
        }
        int[] versions = new int[count];
        for (int i = 0; i < count; i++) {
            versions[i] = in.getShort() & 0xffff;
        }
        return new RefusalDatagram(reason, versions);
    }

    String text() {
        StringBuilder text = new StringBuilder(reason.sentence());
        if (reason == CloseReason.VERSION_MISMATCH && versions.length > 0) {
            text.append(" It speaks version");
            for (int i = 0; i < versions.length; i++) {
                text.append(i == 0 ? " " : ", ").append(versions[i]);
            }
            text.append(", this side speaks ").append(Wire.VERSION).append('.');
        }
        return text.toString();
    }
}
