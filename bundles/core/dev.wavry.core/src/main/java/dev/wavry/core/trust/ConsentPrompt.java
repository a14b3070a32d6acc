package dev.wavry.core.trust;

import dev.wavry.api.Right;
import java.util.Set;

/** A way to the person at the host. All that listen are told of each question, and the first answer counts. Called on agents, so return at once. */
public interface ConsentPrompt {
    /**
     * Somebody asks to come in.
     *
     * @param number names the question; never used again while the host runs
     * @param name what the host calls the client; may be empty
     * @param peer the client's id
     * @param seconds how long an answer is waited for; no answer means no
     */
    record Question(int number, String name, String peer, Set<Right> rights, long seconds) {}

    /** How a question ended. */
    enum Outcome {
        /** The client may come in. */
        ALLOWED,
        /** The person said no, or said so a short time ago. */
        DENIED,
        /** Nobody answered in time. */
        TIMEOUT,
        /** The client went away before an answer. */
        GONE
    }

    /** A question is open; it is answered through {@link Consent#answer}. */
    void asked(Question question);

    /** A question needs no answer any more. */
    void settled(Question question, Outcome outcome);
}
