package dev.wavry.core.session;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.Role;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.stream.ViewerSide;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client knows of its decoder. Written on its agent, read anywhere. */
abstract class ClientCore extends SessionCore implements ClientHandle, ViewerSide.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(ClientCore.class);

    private volatile String plan = "nothing runs yet";
    private volatile String decodedBy = "";
    private volatile String trouble = "";

    /** Bundle that carries; empty while there is none. */
    abstract String carriedBy();

    /** What runs, in one line. */
    final String plan() {
        return plan;
    }

    @Override
    public final void planned(String text, String bundle) {
        plan = text;
        decodedBy = bundle;
        LOG.info("plan of session {}: rift -> {}", number(), text);
    }

    @Override
    public final void decoderFailed(String text) {
        trouble = text;
    }

    @Override
    public final void decoderMissing(boolean missing, String text) {
        if (missing) {
            decodedBy = "";
            become(SessionState.PAUSED, SessionReason.NO_DECODER, text);
        }
    }

    @Override
    public final Map<Role, String> live() {
        Map<Role, String> live = new EnumMap<>(Role.class);
        live.put(Role.DECODER, decodedBy);
        live.put(Role.TRANSPORT, carriedBy());
        live.values().removeIf(String::isEmpty);
        return live;
    }

    @Override
    public final String trouble() {
        return trouble;
    }
}
