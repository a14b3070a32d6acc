package dev.wavry.shell.internal;

import dev.wavry.api.ServiceHandle;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How a service runs under a command: it says where, works until it is told to stop, and lets what it serves end.
 *
 * @param around the surroundings
 * @param json whether to speak to a program
 * @param drainSeconds patience with what goes on at the end
 */
record ServiceLife(Surroundings around, boolean json, int drainSeconds) {
    void run(String what, ServiceHandle service, String hint) {
        say(what, service, hint);
        around.running().work(Long.MAX_VALUE, () -> false);
        CompletableFuture<Void> drained = service.drain();
        try {
            drained.get(drainSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            around.output().note("wavry: sessions were still going on after " + drainSeconds + " s and end now");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("draining cannot fail", e);
        }
    }

    private void say(String what, ServiceHandle service, String hint) {
        if (json) {
            Map<String, Object> event = Output.event("listening");
            event.put("service", what);
            event.put("address", Addresses.format(service.address()));
            event.put("status", "http://" + Addresses.format(service.status()));
            event.put("id", service.id());
            around.output().json(event);
            return;
        }
        around.output()
                .line("The " + what + " " + service.id() + " listens on " + Addresses.format(service.address()) + ".");
        around.output().line(hint);
        around.output()
                .line("Health and figures:  http://" + Addresses.format(service.status())
                        + "/health, /ready, /metrics");
        around.output().line("Ctrl-C stops it once its sessions have ended.");
    }
}
