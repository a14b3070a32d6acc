package dev.wavry.codec.ffmpeg.internal;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** A pointer that can be aimed elsewhere again and again, so that native calls need no new object per call. Owns nothing. */
final class Aim extends BytePointer {
    Aim() {
        super((Pointer) null);
    }

    Aim at(long nativeAddress) {
        address = nativeAddress;
        return this;
    }
}
