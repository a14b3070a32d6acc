package dev.wavry.codec.opus.internal;

import java.nio.ByteBuffer;

/** The first bytes of a packet, which say how long its sound is: RFC 6716, sections 3.1 and 3.2. */
final class Toc {
    private static final int MOST_FRAMES = 48;
    private static final int HYBRID = 12;
    private static final int CELT = 16;
    private static final int TEN_MILLIS = 480;
    private static final int SHORTEST = 120;
    private static final int[] SILK = {480, 960, 1920, 2880};

    private Toc() {}

    /** Samples per channel at 48 kHz of a packet from position to limit; -1 if it says none. */
    static int samples(ByteBuffer packet) {
        int bytes = packet.remaining();
        if (bytes == 0) {
            return -1;
        }
        int first = packet.get(packet.position()) & 0xff;
        int frames =
                switch (first & 3) {
                    case 0 -> 1;
                    case 1, 2 -> 2;
                    default -> bytes < 2 ? 0 : packet.get(packet.position() + 1) & 0x3f;
                };
        return frames == 0 || frames > MOST_FRAMES ? -1 : frames * frameSamples(first >> 3);
    }

    private static int frameSamples(int config) {
        if (config >= CELT) {
            return SHORTEST << (config & 3);
        }
        return config >= HYBRID ? TEN_MILLIS << (config & 1) : SILK[config & 3];
    }
}
