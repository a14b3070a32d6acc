package dev.wavry.rift.internal;

import dev.wavry.rift.RiftHandler;
import dev.wavry.rift.WavryId;

/** A client checked its host during the handshake already; what is left is the host's word. */
record ClientAdmission(RiftHandler handler) implements Connection.Admission {
    @Override
    public RiftHandler admit(Connection connection, WavryId peer) {
        return handler;
    }

    @Override
    public String refusal() {
        return "";
    }

    @Override
    public void failed(Connection connection, Handshake.Failure failure) {}

    @Override
    public boolean hasLastWord() {
        return false;
    }
}
