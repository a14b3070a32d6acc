package dev.wavry.rift.pairing;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** The formulas of CPace with X25519 and SHA-512 (draft-irtf-cfrg-cpace), for one who begins and one who answers. */
final class Cpace {
    private static final byte[] NAME = PairingCode.ascii("CPace255");
    private static final byte[] KEY_NAME = PairingCode.ascii("CPace255_ISK");
    private static final int HASH_BLOCK_BYTES = 128;
    private static final int FIELD_BYTES = 32;

    private Cpace() {}

    /** Each part behind its length in LEB128. */
    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            int length = part.length;
            while (length >= 128) {
                out.write(length & 127 | 128);
                length >>>= 7;
            }
            out.write(length);
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** The secret generator of one exchange. */
    static byte[] generator(byte[] code, byte[] channel, byte[] session) {
        int head = join(code).length + join(NAME).length;
        byte[] padding = new byte[Math.max(0, HASH_BLOCK_BYTES - 1 - head)];
        byte[] text = join(NAME, code, padding, channel, session);
        byte[] hash = hash(text);
        Arrays.fill(text, (byte) 0);
        byte[] generator = Elligator.map(Arrays.copyOf(hash, FIELD_BYTES));
        Arrays.fill(hash, (byte) 0);
        return generator;
    }

    /** What both have in common. @param first share and note of the one who began */
    static byte[] key(byte[] session, byte[] shared, byte[] first, byte[] second) {
        byte[] head = join(KEY_NAME, session, shared);
        byte[] text = Arrays.copyOf(head, head.length + first.length + second.length);
        System.arraycopy(first, 0, text, head.length, first.length);
        System.arraycopy(second, 0, text, head.length + first.length, second.length);
        byte[] key = hash(text);
        Arrays.fill(head, (byte) 0);
        Arrays.fill(text, (byte) 0);
        return key;
    }

    /** HMAC-SHA-512, cut to 32 bytes. */
    static byte[] tag(byte[] key, byte[] text) {
        HMac mac = new HMac(new SHA512Digest());
        mac.init(new KeyParameter(key));
        mac.update(text, 0, text.length);
        byte[] all = new byte[mac.getMacSize()];
        mac.doFinal(all, 0);
        return Arrays.copyOf(all, PairingExchange.TAG_BYTES);
    }

    private static byte[] hash(byte[] text) {
        SHA512Digest digest = new SHA512Digest();
        digest.update(text, 0, text.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }
}
