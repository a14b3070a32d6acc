package dev.wavry.api;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a client may do on a host. The number of a right is its place on the wire and never changes. */
public enum Right {
    /** Sees the picture. */
    VIEW,
    /** Uses keyboard and pointer, while it also sees the picture. */
    CONTROL,
    /** Shares the clipboard. */
    CLIPBOARD,
    /** Sends and fetches files. */
    FILES,
    /** Hears what the host plays. */
    AUDIO,
    /** Manages the host itself, such as its bundles. */
    ADMIN,
    /** Speaks on the host: its microphone is one that applications there can record. */
    MICROPHONE;

    /** What somebody gets whose rights are not spelled out: everything that belongs to a session, and nothing that outlives it. */
    public static final Set<Right> USUAL =
            Collections.unmodifiableSet(EnumSet.of(VIEW, CONTROL, CLIPBOARD, FILES, AUDIO));

    /** The word that people write. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The right with this word.
     *
     * @throws IllegalArgumentException with the words that exist
     */
    public static Right ofWord(String word) {
        for (Right right : values()) {
            if (right.word().equals(word.toLowerCase(Locale.ROOT))) {
                return right;
            }
        }
        throw new IllegalArgumentException("there is no right '" + word
                + "'; there are view, control, clipboard, files," + " audio, admin and microphone");
    }

    /** The words of several rights, in order, with commas between them. */
    public static String words(Set<Right> rights) {
        return rights.stream().sorted().map(Right::word).collect(Collectors.joining(","));
    }

    /** The rights of a number with one bit each, lowest first; bits that this version does not know are left out. */
    public static Set<Right> ofBits(int bits) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (Right right : values()) {
            if ((bits >>> right.ordinal() & 1) == 1) {
                rights.add(right);
            }
        }
        return rights;
    }

    /** One bit for each right, lowest first. */
    public static int bits(Set<Right> rights) {
        int bits = 0;
        for (Right right : rights) {
            bits |= 1 << right.ordinal();
        }
        return bits;
    }
}
