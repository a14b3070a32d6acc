package dev.wavry.shell.internal;

import dev.wavry.api.HandOver;
import java.util.List;
import java.util.Map;

/**
 * Tells what happens in a running command, as sentences or as JSON. On the command's thread.
 *
 * @param output where to
 * @param json whether a program reads it
 */
record Teller(Output output, boolean json) {
    void changed(SessionEvent event) {
        tell(event.json(), event.sentence());
    }

    void report(Map<String, Object> report, String line) {
        tell(report, line);
    }

    void handOver(HandOver result) {
        tell(Reports.handOver(result), Reports.sentence(result));
    }

    /** A line of standard input was obeyed. */
    void obeyed(String command) {
        if (json) {
            Map<String, Object> event = Output.event("sent");
            event.put("command", command);
            output.json(event);
        }
    }

    void notUnderstood(String line, List<String> known) {
        String text = "'" + line + "' is not understood; known are " + String.join(", ", known) + ".";
        Map<String, Object> event = Output.event("error");
        event.put("text", text);
        tell(event, text);
    }

    private void tell(Map<String, Object> object, String sentence) {
        if (json) {
            output.json(object);
        } else {
            output.line(sentence);
        }
    }
}
