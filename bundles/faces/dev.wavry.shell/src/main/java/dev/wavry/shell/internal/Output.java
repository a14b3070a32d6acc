package dev.wavry.shell.internal;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a command speaks: results on standard output, everything else on standard error. For the thread that runs the command.
 *
 * @param out results
 * @param err progress and errors
 * @param terminal whether a person sits there
 */
record Output(PrintStream out, PrintStream err, boolean terminal) {
    /** A result for people. */
    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** A result for programs: one object on one line. */
    void json(Map<String, ?> object) {
        line(JsonText.of(object));
    }

    /** Something a person should know. */
    void note(String text) {
        clearProgress();
        err.println(text);
    }

    /** Replaces the progress line; says nothing where nobody looks. */
    void progress(String text) {
        if (terminal) {
            err.print("\r\033[K" + text);
            err.flush();
        }
    }

    /** Removes the progress line. */
    void clearProgress() {
        if (terminal) {
            err.print("\r\033[K");
            err.flush();
        }
    }

    /** The beginning of an object that tells of an event. */
    static Map<String, Object> event(String name) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", name);
        return event;
    }
}
