package dev.wavry.shell.internal;

import dev.wavry.api.Session;
import dev.wavry.api.SessionWatch;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the line {@code gaps}: what there was between pictures since the last one. On the command's thread. */
final class GapLine {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Session session;
    private @Nullable SessionWatch watch;
    private long toldNanos;

    GapLine(Session session) {
        this.session = session;
    }

    /** The first one begins to look and tells of nothing; the session ends the looking. */
    void tell(Teller teller) {
        SessionWatch looking = watch;
        long[] fresh = {};
        double longest = 0;
        if (looking == null) {
            watch = session.watch();
        } else {
            longest = looking.longestGapMs();
            looking.again();
            fresh = Arrays.stream(looking.frameNanos())
                    .filter(t -> t > toldNanos)
                    .toArray();
        }
        toldNanos = fresh.length == 0 ? toldNanos : fresh[fresh.length - 1];
        Map<String, Object> event = Output.event("gaps");
        event.put("longestMs", longest);
        event.put(
                "framesMs",
                Arrays.stream(fresh).mapToObj(t -> t / NANOS_PER_MILLI).toList());
        teller.report(event, String.format(Locale.ROOT, "The longest time without a picture was %.1f ms.", longest));
    }
}
