package dev.wavry.codec.tiles.internal;

/** Which part wrote each tile last, as its number; 0 if none did. Both ends have one, and parts refer to it by hashes. */
final class Versions {
    private final int[] numbers;

    Versions(int tiles) {
        numbers = new int[tiles];
    }

    int of(int tile) {
        return numbers[tile];
    }

    void set(int tile, int number) {
        numbers[tile] = number;
    }

    void clear() {
        java.util.Arrays.fill(numbers, 0);
    }

    /** The next state of a hash over versions; 64 bits, because two that are equal by chance would paint wrong pixels. */
    static long mix(long hash, int version) {
        long mixed = (hash ^ version) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }
}
