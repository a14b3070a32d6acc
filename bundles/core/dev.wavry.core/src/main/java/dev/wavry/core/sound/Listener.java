package dev.wavry.core.sound;

import dev.wavry.rift.message.SoundMessage;
import java.nio.ByteBuffer;
import java.util.List;

/** Somebody on the other side who hears tracks of this side. */
interface Listener {
    /** Codecs it decodes; on the sound's CONTROL. */
    List<String> codecs();

    /** Says something; on the sound's CONTROL. */
    void say(SoundMessage message);

    /** True if enough gets lost on the way that each frame should be sent twice; any thread. */
    boolean losesPackets();

    /** Sends a packet, which is read during the call; false if it is too long or the other side is gone. On AUDIO_CAPTURE. */
    boolean packet(int track, long number, long captureNanos, ByteBuffer packet);
}
