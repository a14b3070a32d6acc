package dev.wavry.shell.internal;

import dev.wavry.api.Role;
import dev.wavry.api.StrategyGate;
import java.util.List;

/** A gate in front of nothing. */
final class PlayedGate implements StrategyGate {
    @Override
    public List<Entry> entries() {
        return List.of();
    }

    @Override
    public void hold(String bundle) {
        throw new UnsupportedOperationException("a demo holds nothing back");
    }

    @Override
    public void release(String bundle) {
        throw new UnsupportedOperationException("a demo holds nothing back");
    }

    @Override
    public void favour(Role role, String bundle) {
        throw new UnsupportedOperationException("there is nothing to favour");
    }
}
