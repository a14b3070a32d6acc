package dev.wavry.operate.trust;

/**
 * Bounds for a bundle.
 *
 * @param fileBytes size of the file
 * @param unpackedBytes size of all entries together once unpacked
 * @param entries number of entries
 * @param ratio how many times larger than its packed form an entry above 1 MiB may be
 */
public record Quota(int fileBytes, long unpackedBytes, int entries, int ratio) {
    /** Room for a codec with its native libraries. */
    public static final Quota STANDARD = new Quota(128 << 20, 512L << 20, 10_000, 200);
}
