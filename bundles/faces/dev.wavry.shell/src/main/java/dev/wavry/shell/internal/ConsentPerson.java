package dev.wavry.shell.internal;

import dev.wavry.api.HostHandle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The person at the terminal of a host: is asked who may come in, and answers by a line. On the command's thread. */
final class ConsentPerson {
    private static final int SHOWN_OF_ID = 8;

    private final HostHandle host;
    private final Surroundings around;
    private final boolean json;
    /** What is open, the oldest first: who by number. */
    private final Map<String, String> open = new LinkedHashMap<>();

    ConsentPerson(HostHandle host, Surroundings around, boolean json) {
        this.host = host;
        this.around = around;
        this.json = json;
    }

    /** @param reads whether lines of standard input are answers and nothing else */
    void sit(boolean reads) {
        host.ask(Map.of("verb", "consent", "do", "watch"), event -> around.running()
                .post(() -> told(event)));
        if (reads) {
            ControlLines.read(around.input(), around.running(), this::typed);
        }
    }

    private void told(Map<String, String> event) {
        String number = event.getOrDefault("number", "");
        boolean asks = event.getOrDefault("event", "").equals("asks");
        String who = open.getOrDefault(number, who(event));
        if (asks) {
            open.put(number, who);
        } else {
            open.remove(number);
        }
        if (json) {
            around.output().json(new LinkedHashMap<>(event));
        } else if (asks) {
            around.output().line(question(event));
        } else {
            around.output().line(settled(who, event.getOrDefault("outcome", "")));
        }
    }

    private static String who(Map<String, String> event) {
        String name = event.getOrDefault("name", "");
        String id = event.getOrDefault("id", "");
        String begins = id.length() > SHOWN_OF_ID ? id.substring(0, SHOWN_OF_ID) + "..." : id;
        return (name.isEmpty() ? "A client" : name) + " (" + begins + ")";
    }

    /** The question as a person reads it. */
    static String question(Map<String, String> event) {
        String[] rights = event.getOrDefault("rights", "").split(",", -1);
        StringBuilder wish = new StringBuilder();
        for (int i = 0; i < rights.length; i++) {
            String between = i == 0 ? "" : i == rights.length - 1 ? " and " : ", ";
            wish.append(between).append(rights[i]);
        }
        return who(event) + " asks to " + wish + "; y/N within " + event.get("seconds") + " s";
    }

    private static String settled(String who, String outcome) {
        return who
                + switch (outcome) {
                    case "allowed" -> " may come in.";
                    case "denied" -> " may not come in.";
                    case "timeout" -> " may not come in, because nobody answered.";
                    default -> " went away before an answer.";
                };
    }

    private void typed(String line) {
        if (open.isEmpty()) {
            return;
        }
        String word = line.strip().toLowerCase(Locale.ROOT);
        answer(
                word.equals("y") || word.equals("yes") ? "allow" : "deny",
                open.keySet().iterator().next());
    }

    /** Gives an answer; what comes of it is told as an event. */
    void answer(String what, String number) {
        host.ask(Map.of("verb", "consent", "do", what, "number", number), reply -> {
            String error = reply.get("error");
            if (error != null) {
                around.running().post(() -> around.output().note(reply.getOrDefault("text", error)));
            }
        });
    }
}
