package dev.wavry.operate.live;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.HostHandle;
import dev.wavry.api.Percentiles;
import dev.wavry.api.Role;
import dev.wavry.api.Session;
import dev.wavry.api.SessionState;
import dev.wavry.api.SessionWatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** The hosts and clients that run in this process. Safe from any thread. */
public final class Sessions implements AutoCloseable {
    private final ServiceTracker<HostHandle, HostHandle> hosts;
    private final ServiceTracker<ClientHandle, ClientHandle> clients;

    /** Looks until it is closed. */
    public Sessions(BundleContext context) {
        hosts = new ServiceTracker<>(context, HostHandle.class, null);
        clients = new ServiceTracker<>(context, ClientHandle.class, null);
        hosts.open();
        clients.open();
    }

    @Override
    public void close() {
        hosts.close();
        clients.close();
    }

    /** Something that runs and what fills its roles. */
    public interface Place {
        /** The bundle in each role. */
        Map<Role, String> live();

        /** What failed last. */
        String trouble();
    }

    private record Host(HostHandle handle) implements Place {
        @Override
        public Map<Role, String> live() {
            return handle.live();
        }

        @Override
        public String trouble() {
            return handle.trouble();
        }
    }

    private record Client(ClientHandle handle) implements Place {
        @Override
        public Map<Role, String> live() {
            return handle.live();
        }

        @Override
        public String trouble() {
            return handle.trouble();
        }
    }

    /** All that runs. */
    public List<Place> places() {
        List<Place> all = new ArrayList<>();
        hosts().forEach(host -> all.add(new Host(host)));
        clients().forEach(client -> all.add(new Client(client)));
        return all;
    }

    private List<HostHandle> hosts() {
        return List.copyOf(hosts.getTracked().values());
    }

    private List<ClientHandle> clients() {
        return List.copyOf(clients.getTracked().values());
    }

    /** The plans of everything that runs, in one line. */
    public String plan() {
        List<String> plans = new ArrayList<>();
        hosts().forEach(host -> plans.add("host: " + host.plan()));
        clients().forEach(client -> plans.add("client: " + client.report().plan()));
        return plans.isEmpty() ? "nothing runs" : String.join("; ", plans);
    }

    /** How long the stages of the last hand-over of each host took; empty if there was none. */
    public String lastHandOvers() {
        return String.join(
                "; ",
                hosts().stream()
                        .map(HostHandle::lastHandOver)
                        .filter(text -> !text.isEmpty())
                        .toList());
    }

    /** The bundle that fills a role now, or an empty text. */
    public String live(Role role) {
        return places().stream()
                .map(place -> place.live().get(role))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** Begins to look at every session there is. */
    public Looked look() {
        Map<Session, Seen> seen = new LinkedHashMap<>();
        hosts().stream()
                .flatMap(host -> host.sessions().stream())
                .filter(Sessions::hasPictures)
                .forEach(session -> seen.put(session, new Seen("host", session)));
        clients().forEach(client -> seen.put(client, new Seen("client", client)));
        return new Looked(List.copyOf(seen.values()));
    }

    /** Whoever only gives an order from afar, or is still at the door, has no pictures that could be late. */
    private static boolean hasPictures(Session session) {
        return session.state() != SessionState.NEGOTIATING && session.state() != SessionState.CONNECTING;
    }

    /** One session and what was seen of it. */
    public static final class Seen {
        private final String side;
        private final Session session;
        private final SessionWatch watch;
        private Percentiles before = Percentiles.NONE;
        private double gapMs;

        Seen(String side, Session session) {
            this.side = side;
            this.session = session;
            this.watch = session.watch();
        }

        /** Which one it is. */
        public Map<String, Object> name() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("session", session.number());
            facts.put("side", side);
            facts.put("peer", session.peer());
            facts.put("state", session.state().name());
            return facts;
        }

        /** Facts for whoever asked. */
        public Map<String, Object> facts() {
            Map<String, Object> facts = name();
            facts.put("gapMs", gapMs);
            facts.put("latencyP95BeforeMs", before.p95());
            facts.put("latencyP95AfterMs", watch.latencyMs().p95());
            return facts;
        }

        /** Longest time without a picture around the change. */
        public double gapMs() {
            return gapMs;
        }

        boolean lost() {
            return session.state() == SessionState.ENDED;
        }

        Percentiles before() {
            return before;
        }

        Percentiles now() {
            return watch.latencyMs();
        }
    }

    /** Sessions that are looked at around a change. For one thread. */
    public record Looked(List<Seen> sessions) implements AutoCloseable {
        /** The change begins: what was seen so far is how it was before. */
        public void changing() {
            sessions.forEach(seen -> {
                seen.before = seen.watch.latencyMs();
                seen.watch.again();
            });
        }

        /** The change is over: what was seen meanwhile was the change, and what comes now is how it is afterwards. */
        public void changed() {
            sessions.forEach(seen -> {
                seen.gapMs = seen.watch.longestGapMs();
                seen.watch.again();
            });
        }

        /** How many ended meanwhile. */
        public long lost() {
            return sessions.stream().filter(Seen::lost).count();
        }

        @Override
        public void close() {
            sessions.forEach(seen -> seen.watch.close());
        }
    }
}
