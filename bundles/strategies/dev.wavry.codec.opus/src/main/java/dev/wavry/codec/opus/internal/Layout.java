package dev.wavry.codec.opus.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * How the channels of a format share the streams inside a packet: mapping families 0 and 1 of RFC 7845, section 5.1.1. Both sides
 * know it by the number of channels, so nothing of it is sent.
 */
enum Layout {
    MONO(1, 1, 0, avutil.AV_CH_LAYOUT_MONO, 0),
    STEREO(2, 1, 1, avutil.AV_CH_LAYOUT_STEREO, 0, 1),
    QUAD(4, 2, 2, avutil.AV_CH_LAYOUT_QUAD, 0, 1, 2, 3),
    SURROUND_5_1(6, 4, 2, avutil.AV_CH_LAYOUT_5POINT1_BACK, 0, 4, 1, 2, 3, 5),
    SURROUND_7_1(8, 5, 3, avutil.AV_CH_LAYOUT_7POINT1, 0, 6, 1, 2, 3, 4, 5, 7);

    private static final int HEAD_BYTES = 19;
    private static final int CODED_FULL_BAND_2_5_MILLIS = 28;

    private final int channels;
    private final int streams;
    private final int coupled;
    private final long mask;
    private final int[] mapping;

    Layout(int channels, int streams, int coupled, long mask, int... mapping) {
        this.channels = channels;
        this.streams = streams;
        this.coupled = coupled;
        this.mask = mask;
        this.mapping = mapping;
    }

    static Layout of(int channels) {
        for (Layout layout : values()) {
            if (layout.channels == channels) {
                return layout;
            }
        }
        throw new IllegalArgumentException("no layout of " + channels + " channels");
    }

    int channels() {
        return channels;
    }

    /** FFmpeg's bits of which loudspeakers there are. */
    long mask() {
        return mask;
    }

    /** 0 up to stereo, 1 beyond. */
    int family() {
        return channels > 2 ? 1 : 0;
    }

    /** The identification header that a decoder is opened with; it skips nothing at the start. */
    byte[] head(int rate) {
        ByteBuffer head = ByteBuffer.allocate(family() == 0 ? HEAD_BYTES : HEAD_BYTES + 2 + channels);
        head.order(ByteOrder.LITTLE_ENDIAN);
        head.put("OpusHead".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) channels);
        head.putShort((short) 0).putInt(rate).putShort((short) 0).put((byte) family());
        if (family() != 0) {
            head.put((byte) streams).put((byte) coupled);
            for (int place : mapping) {
                head.put((byte) place);
            }
        }
        return head.array();
    }

    /**
     * A packet whose frames are all empty, which a decoder takes for lost ones (RFC 6716, section 4.4): so it makes them up from what it
     * decoded before. All streams but the last say how long they are (appendix B).
     */
    byte[] lost(int frameSamples) {
        int length = Integer.numberOfTrailingZeros(frameSamples / 120);
        int config = CODED_FULL_BAND_2_5_MILLIS + length << 3;
        ByteBuffer packet = ByteBuffer.allocate(2 * streams - 1);
        for (int stream = 0; stream < streams; stream++) {
            packet.put((byte) (config | (stream < coupled ? 4 : 0)));
            if (stream < streams - 1) {
                packet.put((byte) 0);
            }
        }
        return packet.array();
    }
}
