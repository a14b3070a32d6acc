package dev.wavry.core.session;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import dev.wavry.control.ControlClient;
import dev.wavry.control.ControlHandler;
import dev.wavry.control.ControlReply;
import dev.wavry.control.ControlServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Both ends of the control socket: what a host answers and how it is asked. */
final class ControlSocket {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

    private ControlSocket() {}

    /** Listens for a host; a host without the socket works, but cannot be asked anything, and says so. */
    static AutoCloseable listen(Path socket, ControlHandler own, BundleContext context) {
        try {
            return new ControlServer(socket, verb -> own.verbs().contains(verb) ? own : offered(context, verb));
        } catch (IOException | RuntimeException e) {
            LOG.warn("This host cannot be asked by 'wavry pair' and the like, because {}", e.getMessage());
            return () -> {};
        }
    }

    private static @Nullable ControlHandler offered(BundleContext context, String verb) {
        try {
            for (ServiceReference<ControlHandler> reference :
                    context.getServiceReferences(ControlHandler.class, null)) {
                ControlHandler handler = context.getService(reference);
                if (handler != null && handler.verbs().contains(verb)) {
                    return handler;
                }
            }
            return null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter is no wrong filter", e);
        }
    }

    static Map<String, String> ask(Path socket, Map<String, String> request, Consumer<Map<String, String>> told)
            throws WavryException {
        Map<String, String> last;
        try {
            last = ControlClient.ask(socket, request, told);
        } catch (IOException e) {
            throw new WavryException(
                    ErrorKind.NO_HOST,
                    "No host of this user can be asked at '" + socket + "': " + e.getMessage(),
                    "Start one with 'wavry host', or with 'wavry host --pair' to have a code at once.",
                    e);
        }
        String error = last.get("error");
        if (error != null) {
            throw failure(error, last.getOrDefault("what", ""), last.getOrDefault("fix", ""));
        }
        return last;
    }

    private static WavryException failure(String error, String what, String fix) {
        ErrorKind kind;
        try {
            kind = ErrorKind.valueOf(error);
        } catch (IllegalArgumentException e) {
            kind = ErrorKind.INTERNAL;
        }
        // The host says the whole sentence where it has no fix of its own.
        int stop = fix.isEmpty() ? what.lastIndexOf(". ") : -1;
        return stop < 0
                ? new WavryException(kind, what, fix)
                : new WavryException(kind, what.substring(0, stop), what.substring(stop + 2));
    }

    /** A reply within the process. */
    record Inside(Consumer<Map<String, String>> told) implements ControlReply {
        @Override
        public void tell(Map<String, String> event) {
            told.accept(event);
        }

        @Override
        public void end(Map<String, String> last) {
            told.accept(last);
        }

        @Override
        public void fail(String kind, String what, String fix) {
            told.accept(Map.of("event", "closed", "error", kind, "text", what + ". " + fix));
        }

        @Override
        public void onGone(Runnable action) {
            // Whoever asks inside lives as long as the host.
        }
    }
}
