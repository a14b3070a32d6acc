package dev.wavry.control;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** The way back to whoever asked. Safe from any thread; what is said after the end or to somebody who is gone is lost. */
@ProviderType
public interface ControlReply {
    /** Says something, and more may follow. */
    void tell(Map<String, String> event);

    /** Says the last thing and hangs up. */
    void end(Map<String, String> last);

    /**
     * Ends the answer with a failure.
     *
     * @param kind name of the kind of failure
     * @param what what did not work and why, without a full stop
     * @param fix what to do
     */
    void fail(String kind, String what, String fix);

    /** Runs once when the asker has hung up, also after the end; at once if that has happened. Replaces what was given before. */
    void onGone(Runnable action);
}
