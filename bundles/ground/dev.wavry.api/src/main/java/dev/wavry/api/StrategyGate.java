package dev.wavry.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What an operator decides about strategies beyond their ranking. Bundles are named by symbolic name and version with a space between,
 * as {@code dev.wavry.codec.raw 0.1.0}. Safe from any thread.
 */
@ProviderType
public interface StrategyGate {
    /**
     * A strategy that is registered.
     *
     * @param role what it does
     * @param id short name
     * @param bundle the bundle it comes from
     * @param favoured true if the operator prefers it to whatever else there is
     * @param held true if nobody may use it yet
     */
    record Entry(Role role, String id, String bundle, boolean favoured, boolean held) {}

    /** All strategies that fill a role, best first within each role. */
    List<Entry> entries();

    /** Keeps strategies of a bundle, those that are here and those to come, from being used until {@link #release}. */
    void hold(String bundle);

    /** Lets them be used. */
    void release(String bundle);

    /**
     * Prefers the strategies of a bundle for a role; sessions that run hand over to them. If they fail the next best takes over.
     *
     * @param bundle an empty text gives the choice back
     */
    void favour(Role role, String bundle);
}
