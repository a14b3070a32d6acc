package dev.wavry.rift.pairing;

import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * Elligator 2 for the u coordinate of Curve25519 (RFC 9380, section 6.7.1, with Z = 2). Takes the same steps whatever the input, because
 * the input comes from a code that has few values.
 */
final class Elligator {
    private static final int A = 486662;
    /** (p - 1) / 2 = 2^254 - 10 is 250 ones and these four bits. */
    private static final int LOW_BITS = 0b0110;

    private static final int TOP_BIT = 253;

    private Elligator() {}

    /** The curve's point for a field element of 32 bytes, little endian; its highest bit is ignored. */
    static byte[] map(byte[] element) {
        int[] r = X25519Field.create();
        X25519Field.decode255(element, 0, r, 0);
        int[] v = first(r);
        int[] other = X25519Field.create();
        int[] minusA = X25519Field.create();
        int[] zero = X25519Field.create();
        X25519Field.sub(zero, constantA(), minusA);
        X25519Field.sub(minusA, v, other);
        X25519Field.carry(other);
        int onCurve = -(legendre(rightSide(v)) & 1);
        X25519Field.cmov(onCurve, v, 0, other, 0);
        X25519Field.normalize(other);
        byte[] point = new byte[X25519.POINT_SIZE];
        X25519Field.encode(other, point, 0);
        return point;
    }

    private static int[] constantA() {
        int[] a = X25519Field.create();
        int[] one = X25519Field.create();
        X25519Field.one(one);
        X25519Field.mul(one, A, a);
        return a;
    }

    /** -A / (1 + 2 r^2); the divisor is never zero because -1/2 is no square. */
    private static int[] first(int[] r) {
        int[] divisor = X25519Field.create();
        X25519Field.sqr(r, divisor);
        X25519Field.add(divisor, divisor, divisor);
        X25519Field.addOne(divisor);
        X25519Field.carry(divisor);
        X25519Field.inv(divisor, divisor);
        int[] v = X25519Field.create();
        X25519Field.mul(divisor, constantA(), v);
        int[] zero = X25519Field.create();
        X25519Field.sub(zero, v, v);
        X25519Field.carry(v);
        return v;
    }

    /** v^3 + A v^2 + v. */
    private static int[] rightSide(int[] v) {
        int[] sum = X25519Field.create();
        X25519Field.add(v, constantA(), sum);
        X25519Field.carry(sum);
        X25519Field.mul(sum, v, sum);
        X25519Field.addOne(sum);
        X25519Field.carry(sum);
        X25519Field.mul(sum, v, sum);
        return sum;
    }

    /** Lowest byte of x^((p-1)/2): 1 for a square, and even, as that of p - 1, for others. */
    private static int legendre(int[] x) {
        int[] power = X25519Field.create();
        X25519Field.copy(x, 0, power, 0);
        for (int bit = TOP_BIT - 1; bit >= 0; bit--) {
            X25519Field.sqr(power, power);
            if (bit >= 4 || (LOW_BITS >>> bit & 1) == 1) {
                X25519Field.mul(power, x, power);
            }
        }
        X25519Field.normalize(power);
        byte[] bytes = new byte[X25519.POINT_SIZE];
        X25519Field.encode(power, bytes, 0);
        return bytes[0];
    }
}
