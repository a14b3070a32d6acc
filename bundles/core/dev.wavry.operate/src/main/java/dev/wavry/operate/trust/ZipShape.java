package dev.wavry.operate.trust;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Holds a ZIP file against a strict reading of the format (PKWARE APPNOTE 6.3): one directory at the end, every entry once and where the
 * directory says, nothing before, between or behind. Readers that go by the directory and readers that go by the headers then see the same.
 */
final class ZipShape {
    private static final int END_BYTES = 22;
    private static final int END_MARK = 0x06054b50;
    private static final int DIRECTORY_MARK = 0x02014b50;
    private static final int DIRECTORY_BYTES = 46;
    private static final int LOCAL_MARK = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int ENCRYPTED = 1;
    private static final int SIZES_BEHIND = 8;
    private static final int RATIO_MATTERS_BYTES = 1 << 20;

    private final ByteBuffer zip;
    private final Quota quota;
    private final Set<String> names = new HashSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private long unpacked;
    private boolean describedBefore;

    /**
     * One entry as the directory tells it.
     *
     * @param name its name
     * @param unpacked its size
     */
    record Entry(String name, int flags, int method, long packed, long unpacked, long offset) {}

    private ZipShape(byte[] bytes, Quota quota) {
        this.zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.quota = quota;
    }

    /** The entries of a well-formed file within the quota. */
    static List<Entry> check(byte[] bytes, Quota quota) throws RefusedException {
        if (bytes.length > quota.fileBytes()) {
            throw refused("it has " + bytes.length + " bytes and " + quota.fileBytes() + " are allowed");
        }
        ZipShape shape = new ZipShape(bytes, quota);
        try {
            shape.directory();
            shape.bodies();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw refused("its directory points outside of the file");
        }
        return shape.entries;
    }

    private void directory() throws RefusedException {
        int end = zip.capacity() - END_BYTES;
        if (end < 0 || zip.getInt(end) != END_MARK || zip.getShort(end + 20) != 0) {
            throw refused("it is no complete ZIP file: it does not end with a directory");
        }
        int count = Short.toUnsignedInt(zip.getShort(end + 10));
        long start = Integer.toUnsignedLong(zip.getInt(end + 16));
        long size = Integer.toUnsignedLong(zip.getInt(end + 12));
        if (zip.getInt(end + 4) != 0 || start + size != end) {
            throw refused("its directory is not where it says");
        }
        if (count > quota.entries()) {
            throw refused("it has " + count + " entries and " + quota.entries() + " are allowed");
        }
        int at = (int) start;
        for (int i = 0; i < count; i++) {
            at = entry(at);
        }
        if (at != end) {
            throw refused("its directory holds more than it says");
        }
    }

    private int entry(int at) throws RefusedException {
        if (zip.getInt(at) != DIRECTORY_MARK) {
            throw refused("its directory is damaged");
        }
        int nameBytes = Short.toUnsignedInt(zip.getShort(at + 28));
        Entry entry = new Entry(
                text(at + DIRECTORY_BYTES, nameBytes),
                Short.toUnsignedInt(zip.getShort(at + 8)),
                Short.toUnsignedInt(zip.getShort(at + 10)),
                Integer.toUnsignedLong(zip.getInt(at + 20)),
                Integer.toUnsignedLong(zip.getInt(at + 24)),
                Integer.toUnsignedLong(zip.getInt(at + 42)));
        name(entry.name);
        size(entry);
        entries.add(entry);
        return at
                + DIRECTORY_BYTES
                + nameBytes
                + Short.toUnsignedInt(zip.getShort(at + 30))
                + Short.toUnsignedInt(zip.getShort(at + 32));
    }

    private void name(String name) throws RefusedException {
        boolean climbs = List.of(name.split("/", -1)).stream().anyMatch(s -> s.equals("..") || s.equals("."));
        boolean odd = name.chars().anyMatch(c -> Printable.isControl(c) || c == '\\' || c == ':' || c == 0xfffd);
        if (name.isEmpty() || name.startsWith("/") || climbs || odd || name.contains("//")) {
            throw refused("the entry '" + name + "' has a name that leads elsewhere");
        }
        // Two names that differ in case only are one file on some systems and one entry for some readers.
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw refused("the entry '" + name + "' is there twice");
        }
    }

    private void size(Entry entry) throws RefusedException {
        boolean known = entry.method == 0 && entry.packed == entry.unpacked || entry.method == 8;
        if (!known || (entry.flags & ENCRYPTED) != 0) {
            throw refused("the entry '" + entry.name + "' is packed in a way that is not understood");
        }
        unpacked += entry.unpacked;
        boolean swells =
                entry.unpacked > RATIO_MATTERS_BYTES && entry.unpacked > quota.ratio() * Math.max(1, entry.packed);
        if (unpacked > quota.unpackedBytes() || swells) {
            throw refused(
                    "it unpacks to far more than its size: at '" + entry.name + "' " + unpacked + " bytes are reached");
        }
    }

    private void bodies() throws RefusedException {
        List<Entry> inOrder = new ArrayList<>(entries);
        inOrder.sort(Comparator.comparingLong(Entry::offset));
        long expected = 0;
        for (Entry entry : inOrder) {
            // A description of 12 or 16 bytes may follow data whose size was not known before.
            long gap = entry.offset - expected;
            if (gap != 0 && !(expected > 0 && describedBefore && (gap == 12 || gap == 16))) {
                throw refused("there is something between its entries, before '" + entry.name + "'");
            }
            expected = body(entry);
        }
        long rest = Integer.toUnsignedLong(zip.getInt(zip.capacity() - 6)) - expected;
        if (rest != 0 && !(describedBefore && (rest == 12 || rest == 16))) {
            throw refused("there is something between its last entry and its directory");
        }
    }

    private long body(Entry entry) throws RefusedException {
        int at = Math.toIntExact(entry.offset);
        int nameBytes = Short.toUnsignedInt(zip.getShort(at + 26));
        boolean same = zip.getInt(at) == LOCAL_MARK
                && text(at + LOCAL_BYTES, nameBytes).equals(entry.name)
                && Short.toUnsignedInt(zip.getShort(at + 8)) == entry.method;
        if (!same) {
            throw refused("the entry '" + entry.name + "' is another one than the directory says");
        }
        describedBefore = (entry.flags & SIZES_BEHIND) != 0;
        return (long) at + LOCAL_BYTES + nameBytes + Short.toUnsignedInt(zip.getShort(at + 28)) + entry.packed;
    }

    private String text(int at, int length) {
        byte[] bytes = new byte[length];
        zip.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static RefusedException refused(String why) {
        return RefusedException.untrusted("The file is not installed: " + why, "Get it again from where it comes from");
    }
}
