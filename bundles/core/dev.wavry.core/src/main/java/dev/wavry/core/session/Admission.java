package dev.wavry.core.session;

import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.core.trust.Consent;
import dev.wavry.core.trust.ConsentPrompt.Outcome;
import dev.wavry.core.trust.Refusal;
import dev.wavry.rift.CloseReason;

/** The way of one client past the person at the host. Belongs to CONTROL. */
final class Admission {
    private final HostRuntime host;
    private final HostSession session;
    private final String name;
    private boolean asked;
    private volatile int question;

    /** @param name what the host calls the client; may be empty */
    Admission(HostRuntime host, HostSession session, String name) {
        this.host = host;
        this.session = session;
        this.name = name;
    }

    /** Whether somebody was asked, whatever came of it. */
    boolean asked() {
        return asked;
    }

    /** Asks if the host is one that asks; the client waits meanwhile and is told so. */
    void ask(RiftLink link, Runnable welcome) {
        asked = true;
        question = host.consent.ask(
                session.peer(),
                name,
                session.rights(),
                outcome -> host.control(() -> answered(outcome, link, welcome)));
        if (question > 0) {
            String detail = "for " + Consent.PATIENCE_SECONDS + " s at most";
            session.become(SessionState.NEGOTIATING, SessionReason.AWAITING_CONSENT, detail);
            link.send(ViewerMessages.paused(SessionReason.AWAITING_CONSENT, detail));
        }
    }

    private void answered(Outcome outcome, RiftLink link, Runnable welcome) {
        if (session.state() == SessionState.ENDED || outcome == Outcome.GONE) {
            return;
        }
        if (outcome == Outcome.ALLOWED) {
            welcome.run();
            return;
        }
        boolean late = outcome == Outcome.TIMEOUT;
        host.keeper.refusals().count(late ? Refusal.CONSENT_TIMEOUT : Refusal.CONSENT_DENIED);
        link.close(CloseReason.CONSENT_DENIED, late ? "nobody answered in time" : "");
    }

    /** The connection is over. */
    void over(CloseReason reason, boolean byPeer) {
        host.consent.withdraw(question);
        if (!byPeer) {
            host.keeper.refusals().session(reason);
        }
    }
}
