package dev.wavry.reach.signal;

import dev.wavry.control.ControlLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One message; immutable. Lists are members named {@code word.0}, {@code word.1} and so on. */
public final class Signal {
    /** Longest message. */
    public static final int MOST_CHARACTERS = 16 << 10;
    /** Longest list. */
    public static final int MOST_ITEMS = 24;
    /** Path of the WebSocket. */
    public static final String PATH = "/signal";
    /** Version of the words. */
    public static final String VERSION = "1";

    private final Map<String, String> members;

    private Signal(Map<String, String> members) {
        this.members = members;
    }

    /** The beginning of a message. */
    public static Signal of(String verb) {
        return new Signal(Map.of("verb", verb));
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Signal read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("the message is too long");
        }
        return new Signal(ControlLine.read(text));
    }

    /** This and one member more. */
    public Signal with(String name, String value) {
        Map<String, String> copy = new LinkedHashMap<>(members);
        copy.put(name, value);
        return new Signal(copy);
    }

    /** This and a list. */
    public Signal with(String name, List<String> values) {
        Map<String, String> copy = new LinkedHashMap<>(members);
        for (int i = 0; i < Math.min(values.size(), MOST_ITEMS); i++) {
            copy.put(name + "." + i, values.get(i));
        }
        return new Signal(copy);
    }

    /** What it is about. */
    public String verb() {
        return get("verb");
    }

    /** A member, or an empty text. */
    public String get(String name) {
        return members.getOrDefault(name, "");
    }

    /** A list, perhaps empty. */
    public List<String> list(String name) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < MOST_ITEMS; i++) {
            String value = members.get(name + "." + i);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** As it is sent. */
    public String text() {
        return ControlLine.write(members);
    }

    /** The verb only, because members may be secret. */
    @Override
    public String toString() {
        return verb();
    }
}
