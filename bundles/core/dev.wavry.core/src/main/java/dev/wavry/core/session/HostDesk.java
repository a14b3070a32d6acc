package dev.wavry.core.session;

import dev.wavry.api.Operator;
import dev.wavry.control.ControlHandler;
import dev.wavry.control.ControlReply;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that a host answers itself when somebody asks at its control socket or from inside, and whom it hands orders to. */
final class HostDesk implements ControlHandler {
    private final List<ControlHandler> handlers;
    private volatile Supplier<@Nullable Operator> operator = () -> null;

    HostDesk(List<ControlHandler> handlers) {
        this.handlers = List.copyOf(handlers);
    }

    /** Where orders of administrators go from now on. */
    void operatedBy(Supplier<@Nullable Operator> who) {
        operator = who;
    }

    /** The door to what is installed, or null if there is none. */
    @Nullable
    Operator operator() {
        return operator.get();
    }

    @Override
    public Set<String> verbs() {
        Set<String> verbs = new HashSet<>();
        handlers.forEach(handler -> verbs.addAll(handler.verbs()));
        return verbs;
    }

    @Override
    public void handle(Map<String, String> request, ControlReply reply) {
        String verb = request.getOrDefault("verb", "");
        handlers.stream()
                .filter(handler -> handler.verbs().contains(verb))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("this host knows no such verb"))
                .handle(request, reply);
    }

    /** Asked from inside the process. */
    void ask(Map<String, String> request, Consumer<Map<String, String>> told) {
        ControlSocket.Inside reply = new ControlSocket.Inside(told);
        try {
            handle(request, reply);
        } catch (IllegalArgumentException e) {
            reply.fail("USAGE", String.valueOf(e.getMessage()), "Ask it another way.");
        }
    }
}
