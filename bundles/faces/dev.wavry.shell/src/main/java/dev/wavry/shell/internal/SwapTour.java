package dev.wavry.shell.internal;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.ErrorKind;
import dev.wavry.api.HandOver;
import dev.wavry.api.HostHandle;
import dev.wavry.api.Role;
import dev.wavry.api.SessionState;
import dev.wavry.api.SessionWatch;
import dev.wavry.api.StrategyGate;
import dev.wavry.api.WavryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Replaces every part of a running session in turn, and gives each choice back afterwards. Where only one strategy fills a role, a fresh one
 * of the same bundle takes over. Nothing of it is remembered. For the thread of the command.
 */
final class SwapTour implements Loopback.Meanwhile {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(8);
    /** The pictures after a hand-over belong to it; more of them would only be more pictures. */
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Surroundings around;
    private final List<Swap> swaps = new ArrayList<>();
    private final Map<Role, String> skipped = new LinkedHashMap<>();
    private final List<FramePlot.Mark> marks = new ArrayList<>();
    private long[] frames = {};
    private int lost;

    /** One part that was replaced, or was not. */
    private record Swap(Role role, String from, String to, double gapMs, boolean ok) {
        Map<String, Object> json() {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("role", name(role));
            object.put("from", from);
            object.put("to", to);
            object.put("gapMs", gapMs);
            object.put("ok", ok);
            return object;
        }
    }

    SwapTour(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run(HostHandle host, ClientHandle client) throws WavryException {
        StrategyGate gate = around.product().gate();
        until(() -> client.state() == SessionState.RUNNING, PATIENCE_NANOS);
        try (SessionWatch whole = client.watch()) {
            pause(SETTLE_NANOS);
            tour(gate, host, client);
            frames = whole.frameNanos();
        }
        lost = client.state() == SessionState.ENDED ? 1 : 0;
    }

    private void tour(StrategyGate gate, HostHandle host, ClientHandle client) {
        tour(gate, Role.ENCODER, host.live(), host, client);
        tour(gate, Role.CAPTURE, host.live(), host, client);
        fresh(Role.DECODER, client, () -> client.prefer(Role.DECODER, "auto"), client.live());
        tour(gate, Role.INPUT, host.live(), host, client);
        tour(gate, Role.TRANSPORT, host.live(), host, client);
        tour(gate, Role.RENDERER, client.live(), host, client);
    }

    private void tour(StrategyGate gate, Role role, Map<Role, String> live, HostHandle host, ClientHandle client) {
        String first = live.getOrDefault(role, "");
        if (first.isEmpty()) {
            skipped.put(role, "nothing fills it here");
            return;
        }
        List<String> others = gate.entries().stream()
                .filter(e -> e.role() == role && !e.bundle().equals(first) && usable(role, e))
                .map(StrategyGate.Entry::bundle)
                .distinct()
                .toList();
        for (String other : others) {
            swap(role, other, host, client, () -> gate.favour(role, other));
            swap(role, first, host, client, () -> gate.favour(role, first));
            gate.favour(role, "");
        }
        if (others.isEmpty() && role == Role.CAPTURE) {
            fresh(role, client, () -> host.prefer(role, "testpattern"), live);
        } else if (others.isEmpty()) {
            skipped.put(role, "there is nothing else to swap to");
        }
    }

    /** A capture that has nothing to show here cannot take over. */
    private boolean usable(Role role, StrategyGate.Entry entry) {
        try {
            return role != Role.CAPTURE
                    || around.wavry().displays().stream().anyMatch(d -> d.endsWith("(" + entry.id() + ")"));
        } catch (WavryException e) {
            return false;
        }
    }

    private void swap(Role role, String to, HostHandle host, ClientHandle client, Runnable change) {
        String from = live(role, host, client);
        try (SessionWatch watch = client.watch()) {
            marks.add(new FramePlot.Mark(around.running().now(), name(role)));
            change.run();
            boolean ok = until(() -> to.equals(live(role, host, client)), PATIENCE_NANOS);
            pause(SETTLE_NANOS);
            add(role, from, to, watch.longestGapMs(), ok && client.state() == SessionState.RUNNING);
        }
    }

    private static String live(Role role, HostHandle host, ClientHandle client) {
        return (role == Role.RENDERER ? client.live() : host.live()).getOrDefault(role, "");
    }

    private interface Wish {
        CompletableFuture<HandOver> make();
    }

    private void fresh(Role role, ClientHandle client, Wish wish, Map<Role, String> live) {
        String bundle = live.getOrDefault(role, "");
        try (SessionWatch watch = client.watch()) {
            marks.add(new FramePlot.Mark(around.running().now(), name(role)));
            CompletableFuture<HandOver> answer = wish.make();
            boolean ok = until(answer::isDone, PATIENCE_NANOS) && answer.join().done();
            pause(SETTLE_NANOS);
            add(role, bundle, bundle, watch.longestGapMs(), ok && client.state() == SessionState.RUNNING);
        }
    }

    private void add(Role role, String from, String to, double gapMs, boolean ok) {
        swaps.add(new Swap(role, from, to, gapMs, ok));
        around.output().progress(line(swaps.get(swaps.size() - 1)));
    }

    private boolean until(BooleanSupplier condition, long patienceNanos) {
        long end = around.running().now() + patienceNanos;
        while (!condition.getAsBoolean()
                && around.running().now() < end
                && !around.running().stopping()) {
            pause(LOOK_NANOS);
        }
        return condition.getAsBoolean();
    }

    private void pause(long nanos) {
        around.running().work(around.running().now() + nanos, () -> false);
    }

    private static String name(Role role) {
        return role.word();
    }

    /** Draws the times between pictures with the swaps marked. */
    void plot(Path file) throws WavryException {
        if (frames.length < 2) {
            throw DemoCommand.nothing("too few pictures to draw");
        }
        try {
            new FramePlot(frames, marks).write(file);
        } catch (IOException e) {
            throw new WavryException(
                    ErrorKind.DISK, "'" + file + "' cannot be written: " + e.getMessage(), "Name another file.", e);
        }
    }

    /** True if everything was replaced that can be and the session goes on. */
    boolean good() {
        return lost == 0 && !swaps.isEmpty() && swaps.stream().allMatch(Swap::ok);
    }

    Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("swaps", swaps.stream().map(Swap::json).toList());
        object.put("sessionsLost", lost);
        object.put(
                "skipped",
                skipped.entrySet().stream()
                        .map(e -> Map.of("role", name(e.getKey()), "why", e.getValue()))
                        .toList());
        return object;
    }

    private static String line(Swap swap) {
        return String.format(
                Locale.ROOT,
                "%-8s %s -> %s: %s, gap %.1f ms",
                name(swap.role),
                swap.from,
                swap.to,
                swap.ok ? "done" : "not done",
                swap.gapMs);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        swaps.forEach(swap -> lines.add(line(swap)));
        skipped.forEach((role, why) -> lines.add(String.format(Locale.ROOT, "%-8s left out: %s", name(role), why)));
        lines.add(lost == 0 ? "The session went on." : "The session was lost.");
        return lines;
    }
}
