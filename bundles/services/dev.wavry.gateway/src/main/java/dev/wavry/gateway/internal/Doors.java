package dev.wavry.gateway.internal;

import dev.wavry.reach.signal.Signal;
import dev.wavry.spi.media.MediaClock;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** Sets up each connection: TLS, then HTTP, then a WebSocket at one path, with limits at every step. All on one event loop. */
final class Doors extends ChannelInitializer<Channel> {
    private static final int MOST_REQUEST_BYTES = 8192;
    private static final int HANDSHAKE_MILLIS = 5000;
    /** Ends ping each other more often than that. */
    private static final int IDLE_SECONDS = 90;

    private static final int MOST_BY_ADDRESS = 256;

    private final SslContext tls;
    private final Desk desk;
    private final Figures figures;
    private final MediaClock clock;
    private final Map<InetAddress, Integer> open = new HashMap<>();
    private int sockets;

    Doors(SslContext tls, Desk desk, Figures figures, MediaClock clock) {
        this.tls = tls;
        this.desk = desk;
        this.figures = figures;
        this.clock = clock;
    }

    int sockets() {
        return sockets;
    }

    @Override
    protected void initChannel(Channel channel) {
        InetAddress from = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        if (open.merge(from, 1, Integer::sum) > MOST_BY_ADDRESS) {
            figures.crowded.add(1);
            channel.close();
        }
        channel.closeFuture().addListener(closed -> open.computeIfPresent(from, (k, n) -> n > 1 ? n - 1 : null));
        io.netty.handler.ssl.SslHandler handler = tls.newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
        WebSocketServerProtocolConfig config = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath(Signal.PATH)
                .maxFramePayloadLength(Signal.MOST_CHARACTERS)
                .handshakeTimeoutMillis(HANDSHAKE_MILLIS)
                .build();
        channel.pipeline()
                .addLast(handler)
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(MOST_REQUEST_BYTES))
                .addLast(new WebSocketServerProtocolHandler(config))
                .addLast(new IdleStateHandler(IDLE_SECONDS, 0, 0))
                .addLast(new Socket(desk, figures, clock, opened -> sockets += opened ? 1 : -1));
    }
}
