package dev.wavry.shell.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Finds the one that a person means in a list: by a whole word of it or by the beginning of its id. */
final class Who {
    /** Fewer letters of an id are more likely a slip than a choice. */
    private static final int LEAST_OF_AN_ID = 4;

    private Who() {}

    /**
     * @param what what the list holds, such as "client"
     * @param id the id of one
     * @param words other words it answers to
     */
    static <T> T find(List<T> all, String wanted, String what, Function<T, String> id, Function<T, List<String>> words)
            throws WavryException {
        List<T> exact = all.stream()
                .filter(one -> id.apply(one).equalsIgnoreCase(wanted)
                        || words.apply(one).contains(wanted))
                .toList();
        String start = wanted.toLowerCase(Locale.ROOT);
        List<T> found = !exact.isEmpty() || wanted.length() < LEAST_OF_AN_ID
                ? exact
                : all.stream().filter(one -> id.apply(one).startsWith(start)).toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new WavryException(
                ErrorKind.USAGE,
                found.isEmpty()
                        ? "The list has no " + what + " '" + wanted + "'"
                        : "'" + wanted + "' means " + found.size() + " of the list",
                "'wavry " + what + "s list' shows all; name one by its whole id.");
    }
}
