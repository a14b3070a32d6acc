package dev.wavry.control;

import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Answers some of the questions that are asked at the control socket. Offer it as a service; it is found by its verbs. */
@ConsumerType
public interface ControlHandler {
    /** The verbs it answers, such as {@code pair}; always the same. */
    Set<String> verbs();

    /**
     * Answers one question, now or later. Called on a thread of its own, so it may wait. An exception ends the answer with an error.
     *
     * @param request what was asked; {@code verb} is one of {@link #verbs()}, and all of it is to be checked
     */
    void handle(Map<String, String> request, ControlReply reply);
}
