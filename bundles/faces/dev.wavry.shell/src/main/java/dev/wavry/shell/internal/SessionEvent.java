package dev.wavry.shell.internal;

import dev.wavry.api.Session;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import java.util.Map;

/**
 * A change of a session's state, frozen when it happened.
 *
 * @param number number of the session
 * @param state what it became
 * @param reason why
 * @param detail more about why
 * @param peer id of the other side
 */
record SessionEvent(long number, SessionState state, SessionReason reason, String detail, String peer) {
    static SessionEvent of(Session session) {
        return new SessionEvent(session.number(), session.state(), session.reason(), session.detail(), session.peer());
    }

    Map<String, Object> json() {
        Map<String, Object> object = Output.event("session");
        object.put("number", number);
        object.put("state", state.name());
        object.put("reason", reason.name());
        object.put("text", reason.sentence());
        object.put("detail", detail);
        object.put("peer", peer);
        return object;
    }

    String sentence() {
        String who = peer.isEmpty() ? "" : " with " + peer;
        return "Session " + number + who + " is " + state.text() + "."
                + (reason == SessionReason.NONE ? "" : " " + why());
    }

    /** The reason in words, with the detail where it says more. */
    String why() {
        boolean saysMore = !detail.isEmpty() && !detail.equals(reason.sentence());
        return reason.sentence() + (saysMore ? " (" + detail + ")" : "");
    }
}
