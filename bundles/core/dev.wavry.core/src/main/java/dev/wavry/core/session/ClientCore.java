package dev.wavry.core.session;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.ConnectRequest;
import dev.wavry.api.Role;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.core.catalog.StrategyCatalog;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.core.sound.ClientSound;
import dev.wavry.core.sound.Sources;
import dev.wavry.core.stream.ViewerSide;
import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.media.MediaClock;
import java.net.InetAddress;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client knows of its decoder. Written on its agent, read anywhere. */
abstract class ClientCore extends SessionCore implements ClientHandle, ViewerSide.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(ClientCore.class);

    private volatile String plan = "nothing runs yet";
    private volatile String decodedBy = "";
    private volatile String trouble = "";
    final ClientInput input;
    final ClientSound sound;

    ClientCore(ConnectRequest request, StrategyCatalog catalog, MediaClock clock) {
        // Of a host that a gateway knows there is no address yet.
        InetAddress where = request.address().getAddress();
        boolean sameMachine = where != null && where.isLoopbackAddress();
        this.input = new ClientInput(this::link, clock);
        this.sound = new ClientSound(
                Sources.parseOutput(request.audioOutput(), sameMachine),
                Sources.parse(request.microphone()),
                catalog,
                clock,
                this::link);
        sound.volume(-1, request.volumePercent());
    }

    /** The connection that is used now. */
    abstract RiftLink link();

    @Override
    public final void volume(int track, int percent) {
        sound.volume(track, percent);
    }

    @Override
    public final void input(InputEvent event) {
        input.input(event);
    }

    @Override
    public final void type(String text) {
        input.type(text);
    }

    @Override
    public final void click(int x, int y, int button) {
        input.click(x, y, button);
    }

    @Override
    public final void key(int usage, boolean down) {
        input.key(usage, down);
    }

    /** Bundle that carries; empty while there is none. */
    abstract String carriedBy();

    /** Bundle that shows pictures; empty if nobody registered it. */
    abstract String shownBy();

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
        Map<Role, String> live = sound.live();
        live.put(Role.DECODER, decodedBy);
        live.put(Role.TRANSPORT, carriedBy());
        live.put(Role.RENDERER, shownBy());
        live.values().removeIf(String::isEmpty);
        return live;
    }

    @Override
    public final String trouble() {
        return trouble;
    }
}
