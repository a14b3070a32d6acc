package dev.wavry.rift.internal;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.PeerPolicy;
import dev.wavry.rift.RiftAcceptor;
import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.WavryId;
import org.jspecify.annotations.Nullable;

/** The host's word: its policy decides, its acceptor is told. One per connection. */
final class ServerAdmission implements Connection.Admission {
    /** Until somebody is admitted nobody listens. */
    static final RiftHandler NOBODY = (reason, text, byPeer) -> {};

    private final PeerPolicy policy;
    private final RiftAcceptor acceptor;
    private String refusal = "";

    ServerAdmission(PeerPolicy policy, RiftAcceptor acceptor) {
        this.policy = policy;
        this.acceptor = acceptor;
    }

    @Override
    public @Nullable RiftHandler admit(Connection connection, WavryId peer) {
        String why = policy.refuse(peer);
        if (why == null) {
            return acceptor.admitted(connection, peer);
        }
        refusal = why;
        acceptor.refused(connection, peer, CloseReason.NOT_AUTHORIZED, why);
        return null;
    }

    @Override
    public String refusal() {
        return refusal;
    }

    @Override
    public void failed(Connection connection, Handshake.Failure failure) {
        String text = failure.text().isEmpty() ? failure.reason().sentence() : failure.text();
        acceptor.refused(connection, failure.peer(), failure.reason(), text);
    }

    @Override
    public boolean hasLastWord() {
        return true;
    }
}
