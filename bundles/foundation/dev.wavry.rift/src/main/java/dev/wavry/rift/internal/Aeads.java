package dev.wavry.rift.internal;

import dev.wavry.rift.Suite;
import java.nio.ByteBuffer;
import java.util.List;

/** Makes ciphers and the buffers they work in. */
interface Aeads {
    /** A cipher of one direction. */
    Aead create(Suite suite, byte[] key, boolean seals);

    /** A buffer of the kind these ciphers are fast in. */
    ByteBuffer workspace(int bytes);

    /** What is fastest on this machine, best first. */
    List<Suite> preferred();
}
