package dev.wavry.core.session;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.spi.transport.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which transport an end should use. */
final class CarrierWish {
    /** What ranks as low as this is for tests. */
    private static final int LAST_RANKING = -1000;

    private CarrierWish() {}

    /**
     * What the operator prefers, or what was asked for at the start; what runs stays if it is just as good. What ranks lowest, such as a network
     * inside this process, is never chosen by itself.
     *
     * @param current what runs, or null if it left
     * @param asked id that was asked for at the start
     * @return null if there is none
     */
    static @Nullable Provider<Transport> of(Snapshot now, @Nullable Provider<Transport> current, String asked) {
        List<Provider<Transport>> all = now.transports();
        if (!all.isEmpty() && all.get(0).favoured()) {
            return all.get(0);
        }
        if (current != null && current.id().equals(asked)) {
            return current;
        }
        Provider<Transport> wanted = Snapshot.named(all, asked).orElse(null);
        if (wanted != null || current != null) {
            return wanted != null ? wanted : current;
        }
        return all.stream()
                .filter(one -> one.ranking() > LAST_RANKING)
                .findFirst()
                .orElse(null);
    }

    /** Whether both are the same registration, or both nothing. */
    static boolean same(@Nullable Provider<?> one, @Nullable Provider<?> other) {
        return one == other || one != null && other != null && one.serviceId() == other.serviceId();
    }
}
