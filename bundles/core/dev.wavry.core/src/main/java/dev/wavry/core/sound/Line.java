package dev.wavry.core.sound;

import dev.wavry.core.catalog.Provider;

/** Something of a strategy that runs, with everything that belongs to it. */
interface Line {
    /** Whose it is. */
    Provider<?> provider();

    /** Ends it; on OPENER, while no agent is inside it. */
    void close();
}
