package dev.wavry.shell.internal;

import dev.wavry.api.Session;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The time between start and end of {@code host} and {@code connect}: reports, lines of standard input, waiting. */
final class Conversation {
    private final Surroundings around;
    private final ControlOptions options;
    private final Teller teller;

    Conversation(Surroundings around, ControlOptions options) {
        this.around = around;
        this.options = options;
        this.teller = new Teller(around.output(), options.json());
    }

    /** Returns when told to stop, by whom ever, or when the condition holds. */
    void run(ControlLines.Answers answers, Supplier<List<Session>> sessions, BooleanSupplier over) {
        run(answers, sessions, over, Long.MAX_VALUE);
    }

    /** The same, for so many seconds at most. */
    void run(ControlLines.Answers answers, Supplier<List<Session>> sessions, BooleanSupplier over, long seconds) {
        Running running = around.running();
        if (options.stdin()) {
            ControlLines.read(around.input(), running, line -> obey(line, answers, sessions));
        }
        long every = TimeUnit.SECONDS.toNanos(options.reportSeconds() == 0 ? 3_600 : options.reportSeconds());
        long start = running.now();
        long end = seconds == Long.MAX_VALUE ? Long.MAX_VALUE : start + TimeUnit.SECONDS.toNanos(seconds);
        for (long tick = start + every; !running.stopping() && !over.getAsBoolean(); tick += every) {
            running.work(Math.min(tick, end), over);
            if (running.now() >= end) {
                return;
            }
            if (options.reportSeconds() > 0 && running.now() >= tick) {
                report(sessions);
            }
        }
    }

    private void report(Supplier<List<Session>> sessions) {
        for (Session session : sessions.get()) {
            teller.report(Reports.report(session, false), session.report().line());
        }
    }

    private void obey(String line, ControlLines.Answers answers, Supplier<List<Session>> sessions) {
        String[] words = line.strip().split("\\s+", 2);
        String rest = words.length == 1 ? "" : words[1];
        switch (words[0]) {
            case "" -> {}
            case "quit" -> around.running().stop();
            case "report" -> report(sessions);
            default -> {
                if (!answers.answer(words[0], rest)) {
                    teller.notUnderstood(line, answers.known());
                }
            }
        }
    }
}
