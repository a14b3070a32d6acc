package dev.wavry.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flags of a benchmark: {@code --name value}, or {@code --name} alone for {@code true}. */
final class Options {
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * Parses.
     *
     * @param known flags this benchmark has, each with its default
     * @throws IllegalArgumentException naming the flag that is unknown
     */
    Options(List<String> arguments, Map<String, String> known) {
        values.putAll(known);
        values.put("json", "false");
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i).replaceFirst("^--", "");
            if (!arguments.get(i).startsWith("--") || !values.containsKey(name)) {
                throw new IllegalArgumentException(
                        "'" + arguments.get(i) + "' is not an option here; there are: " + names());
            }
            boolean alone = i + 1 == arguments.size() || arguments.get(i + 1).startsWith("--");
            values.put(name, alone ? "true" : arguments.get(++i));
        }
    }

    private String names() {
        return String.join(
                " ", values.keySet().stream().map(name -> "--" + name).toList());
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    int number(String name) {
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("--" + name + " takes a whole number, not '" + text(name) + "'", wrong);
        }
    }

    boolean is(String name) {
        return text(name).equals("true");
    }

    List<String> list(String name) {
        return List.of(text(name).split(","));
    }

    /** Width and height of {@code WxH}. */
    int[] size(String name) {
        String[] sides = text(name).split("x");
        if (sides.length != 2) {
            throw new IllegalArgumentException(
                    "--" + name + " takes a size such as 1920x1080, not '" + text(name) + "'");
        }
        return new int[] {Integer.parseInt(sides[0]), Integer.parseInt(sides[1])};
    }
}
