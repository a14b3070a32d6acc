package dev.wavry.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One who asks. */
final class Connection implements ControlReply, Runnable {
    /** The member that marks the last line of an answer. */
    static final String LAST = "last";

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final SocketChannel channel;
    private final Wire wire;
    private final Function<String, @Nullable ControlHandler> handlers;
    private final Runnable onEnd;
    private Runnable whenGone = () -> {};
    private boolean gone;

    Connection(SocketChannel channel, Function<String, @Nullable ControlHandler> handlers, Runnable onEnd) {
        this.channel = channel;
        this.wire = new Wire(channel);
        this.handlers = handlers;
        this.onEnd = onEnd;
    }

    @Override
    public void run() {
        try {
            String line = wire.read();
            if (line != null) {
                answer(line);
                while (wire.read() != null) {
                    // Whoever asks says nothing more; what counts is when it hangs up.
                    continue;
                }
            }
        } catch (IOException e) {
            LOG.debug("An asker at the control socket is gone: {}", e.getMessage());
        } finally {
            hangUp();
            leave();
            onEnd.run();
        }
    }

    private void answer(String line) {
        try {
            Map<String, String> request = ControlLine.read(line);
            String verb = request.getOrDefault("verb", "");
            ControlHandler handler = handlers.apply(verb);
            if (handler == null) {
                fail("USAGE", "The host does not know what was asked of it", "Use the same version on both sides.");
                return;
            }
            handler.handle(request, this);
        } catch (IllegalArgumentException e) {
            fail("USAGE", "The host was asked something that is not valid: " + e.getMessage(), "Ask it another way.");
        } catch (RuntimeException e) {
            LOG.error("A question at the control socket could not be answered", e);
            fail("INTERNAL", "The host could not answer", "Its log says why.");
        }
    }

    @Override
    public void tell(Map<String, String> event) {
        say(event);
    }

    @Override
    public void end(Map<String, String> last) {
        Map<String, String> marked = new LinkedHashMap<>(last);
        marked.put(LAST, "true");
        say(marked);
        hangUp();
    }

    @Override
    public void fail(String kind, String what, String fix) {
        end(Map.of("error", kind, "what", what, "fix", fix));
    }

    private void say(Map<String, String> members) {
        try {
            wire.write(ControlLine.write(members));
        } catch (IOException e) {
            hangUp();
        }
    }

    void hangUp() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("A connection of the control socket did not close: {}", e.getMessage());
        }
    }

    private void leave() {
        Runnable action;
        synchronized (this) {
            gone = true;
            action = whenGone;
            whenGone = () -> {};
        }
        action.run();
    }

    @Override
    public void onGone(Runnable action) {
        synchronized (this) {
            if (!gone) {
                whenGone = action;
                return;
            }
        }
        action.run();
    }
}
