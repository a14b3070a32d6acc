package dev.wavry.operate.door;

import dev.wavry.operate.trust.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells how an order goes, for people or for programs.
 *
 * @param out takes lines
 * @param json whether a program reads them
 */
record Speaker(Consumer<String> out, boolean json) {
    /** Whoever takes lines takes each for one, whatever the name of a file or a bundle holds. */
    private void line(String text) {
        out.accept(Printable.of(text));
    }

    /** Something is being done. */
    void progress(String text) {
        line(json ? Json.of(event("progress", Map.of("text", text))) : "  " + text);
    }

    /** What came of it. */
    void result(boolean done, String text, Map<String, Object> facts) {
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("done", done);
            all.put("text", text);
            all.putAll(facts);
            line(Json.of(event("result", all)));
            return;
        }
        line(text);
        facts.forEach(this::fact);
    }

    /** Lists are tables: one line a row; whatever else is there is one line. */
    private void fact(String name, Object value) {
        if (value instanceof List<?> rows) {
            rows.forEach(row -> line("  " + row(row)));
        } else {
            line("  " + name + ": " + value);
        }
    }

    private static String row(Object row) {
        if (!(row instanceof Map<?, ?> facts)) {
            return String.valueOf(row);
        }
        StringBuilder line = new StringBuilder();
        facts.forEach((name, value) -> {
            String text = String.valueOf(value);
            if (!text.isEmpty() && !text.equals("false") && !text.equals("[]")) {
                line.append(line.length() == 0 ? "" : "  ");
                line.append(text.equals("true") ? name : value instanceof Number ? name + "=" + text : text);
            }
        });
        return line.toString();
    }

    private static Map<String, Object> event(String name, Map<String, ?> facts) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", name);
        event.putAll(facts);
        return event;
    }
}
