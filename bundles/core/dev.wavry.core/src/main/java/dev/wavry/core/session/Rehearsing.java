package dev.wavry.core.session;

import dev.wavry.core.stream.Rehearsal;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the rehearsals of an endpoint step by step on OPENER, so that whatever is really opened waits for one step at the most. */
final class Rehearsing {
    private final Endpoint endpoint;
    private final Supplier<WireRehearsal> wireMaker;
    private final Rehearsal media;
    private final BooleanSupplier enough;
    private @Nullable WireRehearsal wire;

    /**
     * @param wire makes the rehearsal of the wire; asked on OPENER, because making keys takes a while in a young process
     * @param enough true once there is something real to do; asked on OPENER
     */
    Rehearsing(Endpoint endpoint, Supplier<WireRehearsal> wire, Rehearsal media, BooleanSupplier enough) {
        this.endpoint = endpoint;
        this.wireMaker = wire;
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

    private WireRehearsal wireRehearsal() {
        WireRehearsal made = wire;
        if (made == null) {
            made = wireMaker.get();
            wire = made;
        }
        return made;
    }

    private void wire() {
        boolean more = wireRehearsal().step();
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
