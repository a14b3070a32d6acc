package dev.wavry.core.session;

import dev.wavry.api.Right;
import dev.wavry.control.ControlHandler;
import dev.wavry.control.ControlReply;
import dev.wavry.core.trust.Consent;
import dev.wavry.core.trust.ConsentPrompt;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Lets programs of the host's user see who asks to come in, and answer. */
final class ConsentDesk implements ControlHandler {
    private final Consent consent;

    ConsentDesk(Consent consent) {
        this.consent = consent;
    }

    @Override
    public Set<String> verbs() {
        return Set.of("consent");
    }

    @Override
    public void handle(Map<String, String> request, ControlReply reply) {
        String what = request.getOrDefault("do", "list");
        switch (what) {
            case "list" -> {
                consent.questions().forEach(question -> reply.tell(asks(question)));
                reply.end(Map.of("event", "end"));
            }
            case "watch" -> watch(reply);
            case "allow", "deny" -> answer(request.getOrDefault("number", ""), what.equals("allow"), reply);
            default -> throw new IllegalArgumentException("consent can list, watch, allow and deny");
        }
    }

    private void answer(String number, boolean allow, ControlReply reply) {
        if (!number.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("a question is named by its number");
        }
        if (consent.answer(Integer.parseInt(number), allow)) {
            reply.end(Map.of("event", "answered", "number", number));
        } else {
            reply.fail(
                    "USAGE",
                    "No question " + number
                            + " waits for an answer: it was answered, its time is over or its client left",
                    "Look with 'wavry consent list'.");
        }
    }

    private void watch(ControlReply reply) {
        ConsentPrompt prompt = new ConsentPrompt() {
            @Override
            public void asked(Question question) {
                reply.tell(asks(question));
            }

            @Override
            public void settled(Question question, Outcome outcome) {
                Map<String, String> event = asks(question);
                event.put("event", "settled");
                event.put("outcome", outcome.name().toLowerCase(Locale.ROOT));
                reply.tell(event);
            }
        };
        reply.onGone(() -> consent.forget(prompt));
        consent.tell(prompt);
    }

    private static Map<String, String> asks(ConsentPrompt.Question question) {
        Map<String, String> event = new LinkedHashMap<>();
        event.put("event", "asks");
        event.put("number", Integer.toString(question.number()));
        event.put("name", question.name());
        event.put("id", question.peer());
        event.put("rights", Right.words(question.rights()));
        event.put("seconds", Long.toString(question.seconds()));
        return event;
    }
}
