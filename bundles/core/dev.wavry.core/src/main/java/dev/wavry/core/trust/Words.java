package dev.wavry.core.trust;

import java.util.ArrayList;
import java.util.List;

/** Splits a line of a list into words: quotes keep blanks together, a backslash inside them takes the next letter as it is. */
final class Words {
    /** Longest line that is looked at. */
    static final int MOST_CHARACTERS = 4096;

    private Words() {}

    /**
     * The words before the first {@code #} that is not in quotes.
     *
     * @throws IllegalArgumentException if a quote is not closed or the line is too long
     */
    static List<String> of(String line) {
        if (line.length() > MOST_CHARACTERS) {
            // A comment may be as long as it likes, because nobody splits it.
            if (line.stripLeading().startsWith("#")) {
                return List.of();
            }
            throw new IllegalArgumentException("the line has more than " + MOST_CHARACTERS + " characters");
        }
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '\\' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
                begun = true;
            } else if (!quoted && (c == '#' || Character.isWhitespace(c))) {
                begun = finish(words, word, begun);
                if (c == '#') {
                    return words;
                }
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        finish(words, word, begun);
        return words;
    }

    private static boolean finish(List<String> words, StringBuilder word, boolean begun) {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
        }
        return false;
    }

    /** The text in quotes, so that {@link #of} gives it back. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** @throws IllegalArgumentException if a name is too long or would not stay on its line */
    static String checkedName(String name) {
        if (name.length() > 64) {
            throw new IllegalArgumentException("a name has at most 64 characters");
        }
        if (name.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
            throw new IllegalArgumentException("a name has no control characters");
        }
        return name;
    }
}
