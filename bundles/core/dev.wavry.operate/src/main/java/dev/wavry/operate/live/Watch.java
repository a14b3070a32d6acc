package dev.wavry.operate.live;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.Role;
import dev.wavry.operate.trust.RefusedException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a hand-over and looks whether what came of it is good. Runs on the thread of the order. */
final class Watch {
    private static final long LIVE_NANOS = TimeUnit.SECONDS.toNanos(8);
    private static final long LOOK_NANOS = 2_000_000;
    /** The pictures right after a hand-over belong to it. */
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long FIRST_JUDGEMENT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int ENOUGH_PICTURES = 60;
    /** Doubling next to nothing is nothing. */
    private static final double NOTICEABLE_MILLIS = 5;

    private final Sessions sessions;

    Watch(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Lets time pass so that there is something to compare with. */
    void lookBefore(Sessions.Looked looked, long millis) {
        if (!looked.sessions().isEmpty()) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    /** How long the stages of the last hand-over of each host took. */
    String lastHandOvers() {
        return sessions.lastHandOvers();
    }

    /** True if any session uses something for this role now. */
    boolean used(Role role) {
        return !sessions.live(role).isEmpty();
    }

    /** True if any session uses this bundle for this role now. */
    boolean usedBy(Role role, String bundle) {
        return sessions.places().stream()
                .anyMatch(place -> bundle.equals(place.live().get(role)));
    }

    /** Returns once a bundle is live in a role wherever that role is filled. */
    void becomesLive(Role role, String bundle, String troubleBefore) throws RefusedException {
        long end = System.nanoTime() + LIVE_NANOS;
        while (!everywhere(role, bundle)) {
            boolean refused =
                    role == Role.TRANSPORT && !trouble(troubleBefore, "").isEmpty();
            if (refused || System.nanoTime() > end) {
                throw rolledBack(
                        role,
                        bundle,
                        (refused ? "the sessions stay with what they have" : "no session took it over within 8 s")
                                + trouble(troubleBefore, "; the plan is " + sessions.plan()));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Looks at what is live now until it settled, or it fails. */
    void settles(Role role, String bundle, String troubleBefore) throws RefusedException {
        long end = System.nanoTime() + SETTLE_NANOS;
        while (System.nanoTime() < end) {
            stays(role, bundle, troubleBefore);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Looks for a while whether it stays live and latency stays what it was. */
    void stays(
            Role role, String bundle, String troubleBefore, Sessions.Looked looked, long millis, BooleanSupplier next)
            throws RefusedException {
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end && !next.getAsBoolean()) {
            stays(role, bundle, troubleBefore);
            if (System.nanoTime() - start > FIRST_JUDGEMENT_NANOS) {
                quick(role, bundle, looked);
            }
            LockSupport.parkNanos(10 * LOOK_NANOS);
        }
    }

    private void stays(Role role, String bundle, String troubleBefore) throws RefusedException {
        boolean other = sessions.places().stream()
                .map(place -> place.live().get(role))
                .anyMatch(now -> now != null && !now.equals(bundle));
        String trouble = trouble(troubleBefore, "");
        if (other || !trouble.isEmpty()) {
            throw rolledBack(role, bundle, "it did not stay live" + trouble);
        }
    }

    private static void quick(Role role, String bundle, Sessions.Looked looked) throws RefusedException {
        for (Sessions.Seen seen : looked.sessions()) {
            double before = seen.before().p95();
            double now = seen.now().p95();
            boolean enough =
                    seen.before().count() >= ENOUGH_PICTURES && seen.now().count() >= ENOUGH_PICTURES;
            if (enough && now > 2 * before && now > before + NOTICEABLE_MILLIS) {
                throw rolledBack(
                        role,
                        bundle,
                        String.format(
                                Locale.ROOT, "the latency (p95) of a session went from %.1f to %.1f ms", before, now));
            }
        }
    }

    private boolean everywhere(Role role, String bundle) {
        return sessions.places().stream()
                .map(place -> place.live().get(role))
                .filter(Objects::nonNull)
                .allMatch(bundle::equals);
    }

    /** What failed last anywhere. */
    String trouble() {
        return sessions.places().stream()
                .map(Sessions.Place::trouble)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private String trouble(String before, String otherwise) {
        String now = trouble();
        return now.isEmpty() || now.equals(before) ? otherwise : ": " + now;
    }

    private static RefusedException rolledBack(Role role, String bundle, String why) {
        return new RefusedException(
                ErrorKind.ROLLED_BACK,
                "'" + bundle + "' as " + role.word() + " was rolled back: " + why,
                "What ran before runs again");
    }
}
