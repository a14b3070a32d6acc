package dev.wavry.core.stream;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.rift.VideoFrameView;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.Map;

/** What is known for good about the pooled memories frames arrive in, so that a frame costs no garbage. Belongs to DECODE. */
final class ReceivedFrames {
    /** More than this and the link does not reuse its memory: start over rather than grow. */
    private static final int MOST = 1024;

    /** Facts about one pooled frame. */
    static final class Facts {
        final Runnable release;
        private ByteBuffer payload;
        private long address;

        private Facts(VideoFrameView view) {
            this.release = view::release;
            this.payload = view.payload();
            this.address = NativeMemory.address(payload);
        }

        /** Address of the payload's first byte. */
        long address(ByteBuffer now) {
            if (now != payload) {
                payload = now;
                address = NativeMemory.address(now);
            }
            return address + now.position();
        }
    }

    private final Map<VideoFrameView, Facts> known = new IdentityHashMap<>();

    Facts of(VideoFrameView view) {
        Facts facts = known.get(view);
        if (facts == null) {
            if (known.size() >= MOST) {
                known.clear();
            }
            facts = new Facts(view);
            known.put(view, facts);
        }
        return facts;
    }
}
