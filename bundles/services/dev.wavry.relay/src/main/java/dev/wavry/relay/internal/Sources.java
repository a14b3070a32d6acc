package dev.wavry.relay.internal;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much each network asks. Old ones are forgotten, which gives a busy stranger one more second's worth and no more memory. */
final class Sources {
    private static final int MOST = 4096;

    private final int perSecond;
    private final Bucket all;
    private final Map<Long, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Bucket> eldest) {
            return size() > MOST;
        }
    };

    /** @param perSecond answers by network; ten networks' worth in total, because each costs a signature */
    Sources(int perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.all = new Bucket(10L * perSecond, nowNanos);
    }

    boolean mayAsk(InetAddress address, long nowNanos) {
        return buckets.computeIfAbsent(network(address), key -> new Bucket(perSecond, nowNanos))
                        .take(1, nowNanos)
                && all.take(1, nowNanos);
    }

    /** A /24 of IPv4, a /56 of IPv6. */
    static long network(InetAddress address) {
        byte[] ip = address.getAddress();
        int bytes = ip.length == 4 ? 3 : 7;
        long network = ip.length;
        for (int i = 0; i < bytes; i++) {
            network = network << 8 | ip[i] & 0xff;
        }
        return network;
    }
}
