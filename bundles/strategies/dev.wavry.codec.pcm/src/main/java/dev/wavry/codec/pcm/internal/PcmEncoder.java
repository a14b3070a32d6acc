package dev.wavry.codec.pcm.internal;

import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioEncoder;
import java.nio.ByteBuffer;

/** Copies samples; of silence that goes on only the first frame is sent. */
final class PcmEncoder implements AudioEncoder {
    private final int frameBytes;
    private boolean silent;

    PcmEncoder(AudioCodecSpec spec) {
        frameBytes = spec.frameBytes();
    }

    @Override
    public int encode(ByteBuffer samples, ByteBuffer packet) {
        boolean wasSilent = silent;
        silent = isSilent(samples);
        if (silent && wasSilent) {
            return NOTHING_TO_SEND;
        }
        packet.put(packet.position(), samples, samples.position(), frameBytes);
        return frameBytes;
    }

    private static boolean isSilent(ByteBuffer samples) {
        for (int i = samples.position(); i < samples.limit(); i++) {
            if (samples.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** True, because the packets are what they are at any rate. */
    @Override
    public boolean retarget(int bitsPerSecond, int lossPercent) {
        return true;
    }

    @Override
    public int delaySamples() {
        return 0;
    }

    @Override
    public void close() {}
}
