package dev.wavry.rift.internal;

import dev.wavry.rift.Suite;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Ciphers of Conscrypt, where its native library loads, or of the JDK. Conscrypt works in direct memory with a tenth of the JDK's
 * garbage; the JDK's ciphers work fastest in arrays.
 */
final class JcaAeads implements Aeads {
    /** Looks for Conscrypt only when there is something to seal, because loading it takes longer than asking a host who it is. */
    static final JcaAeads BEST = new JcaAeads(() -> Best.PROVIDER);

    private final Supplier<@Nullable Provider> provider;

    JcaAeads(@Nullable Provider provider) {
        this(() -> provider);
    }

    private JcaAeads(Supplier<@Nullable Provider> provider) {
        this.provider = provider;
    }

    /** Chosen once: a native library does not come or go. */
    private static final class Best {
        static final @Nullable Provider PROVIDER = ConscryptLoader.load();
    }

    boolean usesConscrypt() {
        return provider.get() != null;
    }

    @Override
    public Aead create(Suite suite, byte[] key, boolean seals) {
        try {
            return new JcaAead(cipher(suite), suite, key, seals);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The Java runtime has no cipher for " + suite + "; use one that has, or Conscrypt.", e);
        }
    }

    Cipher cipher(Suite suite) throws GeneralSecurityException {
        Provider provider = this.provider.get();
        if (suite == Suite.AES_256_GCM) {
            return provider == null
                    ? Cipher.getInstance("AES/GCM/NoPadding")
                    : Cipher.getInstance("AES/GCM/NoPadding", provider);
        }
        return provider == null
                ? Cipher.getInstance("ChaCha20-Poly1305")
                : Cipher.getInstance("ChaCha20/Poly1305/NoPadding", provider);
    }

    @Override
    public ByteBuffer workspace(int bytes) {
        return usesConscrypt() ? ByteBuffer.allocateDirect(bytes) : ByteBuffer.allocate(bytes);
    }

    /** AES first where the processor has instructions for it: every 64-bit x86 and ARM server or desktop chip of this decade. */
    @Override
    public List<Suite> preferred() {
        String arch = System.getProperty("os.arch", "");
        boolean hardware = arch.equals("amd64") || arch.equals("x86_64") || arch.equals("aarch64");
        return hardware
                ? List.of(Suite.AES_256_GCM, Suite.CHACHA20_POLY1305)
                : List.of(Suite.CHACHA20_POLY1305, Suite.AES_256_GCM);
    }
}
