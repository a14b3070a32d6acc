package dev.wavry.rift.internal;

import dev.wavry.rift.DoorCounter;
import dev.wavry.rift.RiftSettings;
import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Decides how much work a first message is worth. While little happens everybody is answered; under load a cookie is asked for first, which costs
 * no memory and a microsecond, and whoever shows one is bounded by its network and by the total. An address that has not shown one cannot use up
 * what belongs to others.
 */
final class Door {
    private final RiftSettings settings;
    private final DoorCounters counters;
    private final Cookies cookies;
    private final TokenBucket unasked;
    private final SourceQuota unaskedBySource;
    private final SourceQuota bySource;
    private final TokenBucket total;

    /** What to do with a question. */
    enum Verdict {
        ADMIT,
        ASK,
        DROP
    }

    Door(RiftSettings settings, DoorCounters counters, SecureRandom random, long now) {
        this.settings = settings;
        this.counters = counters;
        cookies = new Cookies(random, now);
        unasked = new TokenBucket(settings.unaskedPerSecond());
        unaskedBySource =
                new SourceQuota(Math.min(settings.unaskedPerSecond(), settings.perSource()), random.nextLong());
        bySource = new SourceQuota(settings.perSource(), random.nextLong());
        total = new TokenBucket(settings.inTotal());
    }

    Verdict judge(HelloDatagram question, ByteBuffer datagram, PathAddress from, int halfOpen, long now) {
        Source source = Source.of(from);
        ByteBuffer cookie = question.cookieOf(datagram);
        boolean proven =
                cookie.hasRemaining() && cookies.holds(cookie, source, question.clientId(), question.noise(), now);
        if (!proven) {
            if (cookie.hasRemaining()) {
                counters.add(DoorCounter.COOKIES_WRONG);
            }
            // Those without a cookie get half of the places at most, so that the others find one.
            boolean calm = halfOpen < Math.max(1, settings.maxHalfOpen() / 2);
            return calm && unaskedBySource.take(source, now) && unasked.take(now) && total.take(now)
                    ? Verdict.ADMIT
                    : Verdict.ASK;
        }
        if (!bySource.take(source, now)) {
            counters.add(DoorCounter.OVER_SOURCE_LIMIT);
            return Verdict.DROP;
        }
        if (halfOpen >= settings.maxHalfOpen() || !total.take(now)) {
            counters.add(DoorCounter.OVER_TOTAL_LIMIT);
            return Verdict.DROP;
        }
        return Verdict.ADMIT;
    }

    void ask(ByteBuffer out, HelloDatagram question, PathAddress from, long now) {
        int at = out.position();
        CookieDatagram.begin(out, question.clientId(), Cookies.BYTES);
        cookies.write(out, Source.of(from), question.clientId(), question.noise(), now);
        counters.add(DoorCounter.COOKIES_ASKED);
        counters.add(DoorCounter.UNPROVEN_BYTES_OUT, out.position() - at);
    }
}
