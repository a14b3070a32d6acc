package dev.wavry.gateway.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.GatewayRequest;
import dev.wavry.api.ServiceHandle;
import dev.wavry.api.WavryException;
import dev.wavry.reach.status.StatusServer;
import dev.wavry.spi.media.MediaClock;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway that runs: one listening socket, one event loop, one desk. */
final class Gateway implements ServiceHandle {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final String id;
    private final Desk desk;
    private final Figures figures;
    private final Doors doors;
    private final EventLoopGroup loops;
    private final Channel channel;
    private final StatusServer status;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile Map<String, Long> gauges = Map.of();
    private volatile boolean ready = true;

    Gateway(GatewayRequest request, String id, Desk desk, Figures figures, SslContext tls, MediaClock clock)
            throws WavryException {
        this.id = id;
        this.desk = desk;
        this.figures = figures;
        this.doors = new Doors(tls, desk, figures, clock);
        boolean epoll = Epoll.isAvailable();
        this.loops =
                new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        this.channel = open(request.listen(), epoll);
        this.status = status(request.statusPort());
        loops.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.SECONDS);
        LOG.info("gateway {} listens on {} and gives leases for {}", id, address(), request.relays());
    }

    private Channel open(InetSocketAddress listen, boolean epoll) throws WavryException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .childHandler(doors)
                .bind(listen)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new WavryException(
                    ErrorKind.ADDRESS_IN_USE,
                    "The gateway cannot listen on TCP " + listen + ": "
                            + bound.cause().getMessage(),
                    "Stop what uses that port, or name another address with --listen.",
                    bound.cause());
        }
        return bound.channel();
    }

    private StatusServer status(int port) throws WavryException {
        try {
            return new StatusServer(port, () -> ready, () -> figures.text(gauges));
        } catch (IOException e) {
            channel.close();
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new WavryException(
                    ErrorKind.ADDRESS_IN_USE,
                    "The figures cannot be told on TCP port " + port + " of the loopback address: " + e.getMessage(),
                    "Stop what uses that port, or name another one with --status-port.",
                    e);
        }
    }

    private void look() {
        Map<String, Long> now = new LinkedHashMap<>();
        now.put("gateway.sockets", (long) doors.sockets());
        now.put("gateway.hosts", (long) desk.hosts());
        now.put("gateway.meetings", (long) desk.meetings());
        now.put("gateway.draining", ready ? 0L : 1L);
        gauges = now;
        if (!ready && desk.meetings() == 0) {
            drained.complete(null);
        }
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public InetSocketAddress status() {
        return status.address();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Map<String, Long> figures() {
        Map<String, Long> all = new LinkedHashMap<>(figures.values());
        all.putAll(gauges);
        return all;
    }

    @Override
    public CompletableFuture<Void> drain() {
        if (ready) {
            ready = false;
            LOG.info("gateway {} introduces nobody any more", id);
            loops.execute(desk::drain);
        }
        return drained;
    }

    @Override
    public void close() {
        ready = false;
        status.close();
        channel.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        drained.complete(null);
        LOG.info("gateway {} has stopped", id);
    }
}
