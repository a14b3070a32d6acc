package dev.wavry.operate.door;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.Operator;
import dev.wavry.api.StrategyGate;
import dev.wavry.operate.live.Exchange;
import dev.wavry.operate.live.LiveBundles;
import dev.wavry.operate.live.Restart;
import dev.wavry.operate.live.SelfTest;
import dev.wavry.operate.live.Sessions;
import dev.wavry.operate.repo.Fetcher;
import dev.wavry.operate.repo.Repositories;
import dev.wavry.operate.set.BundleSet;
import dev.wavry.operate.set.Journal;
import dev.wavry.operate.set.SetStore;
import dev.wavry.operate.trust.BundleCheck;
import dev.wavry.operate.trust.Checked;
import dev.wavry.operate.trust.Printable;
import dev.wavry.operate.trust.Quota;
import dev.wavry.operate.trust.RefusedException;
import dev.wavry.operate.trust.Signer;
import dev.wavry.operate.trust.TrustStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door: understands an order, writes it down, has it carried out, and writes down what came of it. */
@Component(service = Operator.class, immediate = true)
public final class OperatorService implements Operator {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorService.class);

    private final BundleContext context;
    private final StrategyGate gate;
    private final LiveBundles live;
    private final Sessions sessions;
    private final SelfTest test;
    private final SetStore store;
    private final Journal journal;
    private final TrustStore trust;
    private final Aim.Maker aims;
    private final Looking looking;
    private final RepoOrders repos;
    private final ReentrantLock orders = new ReentrantLock(true);
    private final AtomicInteger waiting = new AtomicInteger();
    private final Doors doors;

    /** Called by the component runtime. */
    @Activate
    public OperatorService(BundleContext context, @Reference StrategyGate gate) throws IOException {
        Path home = Path.of(System.getProperty("wavry.state", System.getProperty("user.home") + "/.config/wavry"));
        boolean developer = Boolean.getBoolean("wavry.developer");
        this.gate = gate;
        this.context = context;
        this.live = new LiveBundles(
                context, Path.of(System.getProperty("wavry.home", ".")).resolve("bundles"));
        this.sessions = new Sessions(context);
        this.test = new SelfTest(context);
        this.store = new SetStore(home.resolve("bundles"));
        this.journal = new Journal(home.resolve("bundles").resolve("journal"), Clock.systemUTC());
        this.trust = new TrustStore(home.resolve("trust"));
        BundleCheck check = new BundleCheck(trust, store.scratch(), Quota.STANDARD, Clock.systemUTC());
        Repositories repositories =
                new Repositories(home.resolve("repositories"), Fetcher.standard(), trust, Clock.systemUTC());
        this.repos = new RepoOrders(repositories, context, check, developer);
        this.aims = new Aim.Maker(live, gate, store, check, repos, developer);
        this.looking = new Looking(live, gate, sessions, store, journal, trust, developer);
        if (developer) {
            LOG.warn("Developer mode: bundles that nobody signed are installed");
        }
        exchange(text -> LOG.debug("{}", text)).favours(store.current());
        this.doors = new Doors(context, this, home);
    }

    @Deactivate
    void close() {
        doors.close();
        sessions.close();
    }

    private Exchange exchange(Consumer<String> progress) {
        return new Exchange(live, gate, test, sessions, store, progress);
    }

    @Override
    public int perform(List<String> words, String who, Consumer<String> out) {
        return perform(words, who, () -> true, out);
    }

    @Override
    public int perform(List<String> words, String who, BooleanSupplier may, Consumer<String> out) {
        Speaker speaker = new Speaker(out, words.contains("--json"));
        try {
            Order order = Order.parse(words);
            if (order.action().equals("repo-list")) {
                repos.list(speaker);
            } else if (order.reads()) {
                looking.run(order, speaker);
            } else {
                inTurn(order, who, may, speaker);
            }
            return 0;
        } catch (RefusedException e) {
            return failed(speaker, e.kind(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(
                    speaker,
                    ErrorKind.DISK,
                    "A file cannot be read or written: " + e.getMessage()
                            + ". Free space and look at the permissions.");
        } catch (RuntimeException e) {
            LOG.error("An order failed", e);
            return failed(speaker, ErrorKind.INTERNAL, "Something failed inside; the log says what.");
        }
    }

    private static int failed(Speaker speaker, ErrorKind kind, String text) {
        speaker.result(
                false, text, speaker.json() ? Map.of("kind", kind.name(), "exitCode", kind.exitCode()) : Map.of());
        return kind.exitCode();
    }

    private void inTurn(Order order, String who, BooleanSupplier may, Speaker speaker)
            throws IOException, RefusedException {
        waiting.incrementAndGet();
        orders.lock();
        waiting.decrementAndGet();
        try {
            if (!may.getAsBoolean()) {
                throw new RefusedException(
                        ErrorKind.NOT_AUTHORIZED, "Whoever gave this order may give none any more", "Ask the owner");
            }
            store.prepare();
            try (SetStore.Lock lock = store.lock()) {
                if (lock == null) {
                    throw new RefusedException(
                            ErrorKind.BUSY, "Another process of this user changes what is installed", "Try again");
                }
                if (order.dryRun()) {
                    tell(order, speaker);
                } else {
                    written(order, who, speaker);
                }
            }
        } finally {
            orders.unlock();
        }
    }

    private void written(Order order, String who, Speaker speaker) throws IOException, RefusedException {
        Journal.Open entry = journal.begin(who, order.action(), order.what());
        try {
            String digest = carryOut(order, speaker);
            entry.end("done", digest, "");
            if (order.action().equals("restart")) {
                Restart.begin(context);
            }
            LOG.info("An order of {} was done: {} {}", who, order.action(), Printable.of(order.what()));
        } catch (RefusedException e) {
            String outcome = e.kind() == ErrorKind.ROLLED_BACK ? "rolled back" : "refused";
            entry.end(outcome, "", String.valueOf(e.getMessage()));
            LOG.warn(
                    "An order of {} to {} '{}' was {}: {}",
                    who,
                    order.action(),
                    Printable.of(order.what()),
                    outcome,
                    e.getMessage());
            throw e;
        } catch (IOException | RuntimeException e) {
            entry.end("failed", "", String.valueOf(e));
            throw e;
        }
    }

    private String restart(Speaker speaker) throws IOException, RefusedException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("takesEffect", Restart.waitedForBy(live, store.current()));
        try (Sessions.Looked looked = sessions.look()) {
            facts.put("sessions", looked.sessions().size());
        }
        speaker.result(true, "Everything starts anew; sessions resume by themselves.", facts);
        return "";
    }

    private String carryOut(Order order, Speaker speaker) throws IOException, RefusedException {
        if (order.action().startsWith("repo-")) {
            repos.run(order, speaker);
            return "";
        }
        if (order.action().equals("restart")) {
            return restart(speaker);
        }
        return order.action().startsWith("trust-") ? signer(order, speaker) : change(order, speaker);
    }

    private String signer(Order order, Speaker speaker) throws IOException, RefusedException {
        if (order.action().equals("trust-remove")) {
            trust.remove(order.rest().get(0));
            speaker.result(true, "'" + order.rest().get(0) + "' is trusted no longer.", Map.of());
            return "";
        }
        Path file = Path.of(order.rest().get(0));
        String base = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        Signer added = trust.add(file, order.rest().size() > 1 ? order.rest().get(1) : base);
        speaker.result(true, "'" + added.name() + "' is trusted with the key " + added.fingerprint() + ".", Map.of());
        return added.fingerprint();
    }

    private String change(Order order, Speaker speaker) throws IOException, RefusedException {
        BundleSet now = store.current();
        try (Sessions.Looked looked = sessions.look()) {
            String planBefore = sessions.plan();
            Aim aim = aims.of(order, now);
            for (Checked file : aim.files()) {
                store.keep(file.bytes(), file.digest());
            }
            Exchange exchange = exchange(speaker::progress);
            Exchange.Patience patience = new Exchange.Patience(watchMillis(order), () -> waiting.get() > 0);
            BundleSet committed = exchange.run(now, aim.to(), looked, patience);
            exchange.finish(committed);
            tidy();
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("generation", committed.generation());
            facts.put("planBefore", planBefore);
            facts.put("planAfter", sessions.plan());
            facts.put("atNextStart", exchange.later());
            facts.put(
                    "sessions",
                    looked.sessions().stream().map(Sessions.Seen::facts).toList());
            facts.put("sessionsLost", looked.lost());
            speaker.result(true, done(order, exchange.later()), facts);
            return aim.digest();
        }
    }

    private String waits(BundleSet.Added added) {
        boolean needed = live.find(added.name()).filter(LiveBundles::isNeeded).isPresent();
        return needed ? ", and wait for 'wavry bundles restart', which sessions outlive" : "";
    }

    /** The order is done by now: what cannot be deleted yet goes with the next one. */
    private void tidy() {
        try {
            store.tidy();
        } catch (IOException e) {
            LOG.warn("Bundles that are not needed any more stay on the disk: {}", Printable.of(e.toString()));
        }
    }

    private static long watchMillis(Order order) {
        return switch (order.action()) {
            case "swap", "update", "deploy" -> order.watchMillis();
            default -> 0;
        };
    }

    private static String done(Order order, List<String> later) {
        return later.isEmpty()
                ? "Done: " + order.action() + " " + order.what()
                : "Done: " + order.action() + " " + order.what()
                        + "; with 'wavry bundles restart' or at the next start: " + String.join(", ", later);
    }

    private void tell(Order order, Speaker speaker) throws IOException, RefusedException {
        if (order.action().startsWith("trust-") || order.action().startsWith("repo-")) {
            speaker.result(true, "Would " + order.action() + " " + order.what(), Map.of());
            return;
        }
        if (order.action().equals("restart")) {
            Map<String, Object> facts = Map.of("takesEffect", Restart.waitedForBy(live, store.current()));
            speaker.result(true, "Nothing was changed. Everything would start anew.", facts);
            return;
        }
        BundleSet now = store.current();
        BundleSet to = aims.of(order, now).to();
        List<String> changes = new ArrayList<>();
        to.added().stream()
                .filter(a -> !now.added().contains(a))
                .forEach(a -> changes.add("would bring in " + a.bundle() + ", signed by " + a.signer() + waits(a)));
        now.added().stream().filter(a -> !to.added().contains(a)).forEach(a -> changes.add("would stop " + a.bundle()));
        to.without().stream()
                .filter(n -> !now.without().contains(n))
                .forEach(n -> changes.add("would stop shipped " + n));
        now.without().stream()
                .filter(n -> !to.without().contains(n))
                .forEach(n -> changes.add("would bring back shipped " + n));
        to.favoured().forEach((role, name) -> {
            if (!name.equals(now.favoured().get(role))) {
                changes.add("would make " + name + " live as " + role);
            }
        });
        try (Sessions.Looked looked = sessions.look()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("changes", changes);
            facts.put("plan", sessions.plan());
            facts.put(
                    "sessions",
                    looked.sessions().stream().map(Sessions.Seen::name).toList());
            speaker.result(true, "Nothing was changed. " + order.action() + " " + order.what() + ":", facts);
        }
    }
}
