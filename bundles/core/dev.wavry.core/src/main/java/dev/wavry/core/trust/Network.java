package dev.wavry.core.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** A range of addresses as in RFC 4632: {@code 192.168.0.0/16}, {@code fd00::/8}, or one address. Immutable. */
final class Network {
    private final byte[] prefix;
    private final int bits;
    private final String text;

    private Network(byte[] prefix, int bits, String text) {
        this.prefix = prefix;
        this.bits = bits;
        this.text = text;
    }

    /** @throws IllegalArgumentException with a clause that says what is wrong */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash), text);
        int most = address.length * 8;
        int bits = slash < 0 ? most : length(text.substring(slash + 1), most, text);
        for (int i = bits; i < most; i++) {
            if ((address[i / 8] >>> 7 - i % 8 & 1) == 1) {
                throw new IllegalArgumentException("'" + text + "' has bits behind its first " + bits);
            }
        }
        return new Network(address, bits, text);
    }

    private static byte[] address(String words, String whole) {
        boolean literal = words.length() <= 45
                && (words.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || words.matches("[0-9a-fA-F:]*:[0-9a-fA-F:.]*"));
        try {
            if (literal) {
                return InetAddress.getByName(words).getAddress();
            }
        } catch (UnknownHostException e) {
            // It only looks like an address; said below.
        }
        throw new IllegalArgumentException("'" + clipped(whole) + "' is no network such as 192.168.0.0/16 or fd00::/8");
    }

    private static int length(String words, int most, String whole) {
        if (words.matches("[0-9]{1,3}") && Integer.parseInt(words) <= most) {
            return Integer.parseInt(words);
        }
        throw new IllegalArgumentException(
                "'" + clipped(whole) + "' has no length from 0 to " + most + " behind its slash");
    }

    private static String clipped(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    /** Whether the address lies inside; IPv4 written as IPv6 counts as IPv4. */
    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != prefix.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >>> i % 8;
            if ((bytes[i / 8] & mask) != (prefix[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network that && bits == that.bits && Arrays.equals(prefix, that.prefix);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(prefix) * 31 + bits;
    }

    @Override
    public String toString() {
        return text;
    }
}
