package dev.wavry.shell.internal;

import dev.wavry.api.GatewayRequest;
import dev.wavry.api.GatewayServer;
import dev.wavry.api.RelayRequest;
import dev.wavry.api.RelayServer;
import dev.wavry.api.ServiceHandle;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Services that only note what they were asked for. */
final class PlayedServices {
    final List<RelayRequest> relayed = new ArrayList<>();
    final List<GatewayRequest> gatewayed = new ArrayList<>();
    final List<String> heard = new ArrayList<>();

    GatewayServer gateways() {
        return request -> {
            gatewayed.add(request);
            return new Handle(request.listen());
        };
    }

    RelayServer relays() {
        return request -> {
            relayed.add(request);
            return new Handle(request.listen());
        };
    }

    private final class Handle implements ServiceHandle {
        private final InetSocketAddress address;

        Handle(InetSocketAddress address) {
            this.address = address;
        }

        @Override
        public InetSocketAddress address() {
            return address;
        }

        @Override
        public InetSocketAddress status() {
            return new InetSocketAddress("127.0.0.1", 4001);
        }

        @Override
        public String id() {
            return "service";
        }

        @Override
        public Map<String, Long> figures() {
            return Map.of();
        }

        @Override
        public CompletableFuture<Void> drain() {
            heard.add("drain");
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            heard.add("close");
        }
    }
}
