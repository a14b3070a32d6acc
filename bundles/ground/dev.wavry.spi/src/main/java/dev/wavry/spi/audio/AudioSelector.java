package dev.wavry.spi.audio;

import dev.wavry.spi.audio.AudioDevice.Kind;
import java.util.List;

/**
 * What to capture or where to play, as people write it: {@code system}, {@code microphone}, {@code app:firefox}, {@code tone},
 * {@code output:headphones}, {@code file:/tmp/sound.wav}.
 *
 * @param kind what it is
 * @param name which one: an id, or a name or part of it whatever the case; empty for the standard one, which is followed when
 *     another becomes the standard
 */
public record AudioSelector(Kind kind, String name) {
    /** Longest name that is taken. */
    public static final int MOST_CHARACTERS = 512;

    private static final List<String> WORDS =
            List.of("system", "microphone", "app", "tone", "output", "virtual-microphone", "file");

    public AudioSelector {
        if (name.length() > MOST_CHARACTERS || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of a sound device is longer than " + MOST_CHARACTERS
                    + " characters or has control characters");
        }
        if (kind == Kind.APPLICATION && name.isBlank()) {
            throw new IllegalArgumentException("which application? Write app:NAME, such as app:firefox");
        }
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with what is possible, if it is none
     */
    public static AudioSelector parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        int kind = WORDS.indexOf(word);
        if (kind < 0) {
            throw new IllegalArgumentException("'" + word + "' is no kind of sound device; there are "
                    + String.join(", ", WORDS) + ", each but app with or without ':NAME'");
        }
        return new AudioSelector(Kind.values()[kind], colon < 0 ? "" : text.substring(colon + 1));
    }

    /** True if it means this device. */
    public boolean matches(AudioDevice device) {
        return device.kind() == kind
                && (name.isEmpty()
                        ? device.standard()
                        : device.id().equals(name) || contains(device.name(), name) || contains(device.id(), name));
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(java.util.Locale.ROOT).contains(part.toLowerCase(java.util.Locale.ROOT));
    }

    @Override
    public String toString() {
        return WORDS.get(kind.ordinal()) + (name.isEmpty() ? "" : ":" + name);
    }
}
