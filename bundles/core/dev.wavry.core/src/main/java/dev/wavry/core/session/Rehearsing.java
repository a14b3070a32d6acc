package dev.wavry.core.session;

import dev.wavry.core.stream.Rehearsal;
import java.util.function.BooleanSupplier;

/** Runs the rehearsals of an endpoint step by step on OPENER, so that whatever is really opened waits for one step at the most. */
final class Rehearsing {
    private final Endpoint endpoint;
    private final WireRehearsal wire;
    private final Rehearsal media;
    private final BooleanSupplier enough;

    /**
     * @param enough true once there is something real to do; asked on OPENER
     */
    Rehearsing(Endpoint endpoint, WireRehearsal wire, Rehearsal media, BooleanSupplier enough) {
        this.endpoint = endpoint;
        this.wire = wire;
        this.media = media;
        this.enough = enough;
    }

    /** Begins; any thread. */
    void start() {
        endpoint.open(this::wire);
    }

    /** Gives back what the rehearsal of the media plane holds, because a strategy leaves; any thread. */
    void stop() {
        endpoint.open(media::close);
    }

    private void wire() {
        boolean more = wire.step();
        if (!enough.getAsBoolean()) {
            endpoint.open(more ? this::wire : this::media);
        }
    }

    private void media() {
        if (enough.getAsBoolean()) {
            media.close();
        } else if (media.step()) {
            endpoint.open(this::media);
        }
    }
}
