package dev.wavry.relay.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.RelayRequest;
import dev.wavry.api.ServiceHandle;
import dev.wavry.api.WavryException;
import dev.wavry.reach.status.StatusServer;
import dev.wavry.rift.WavryId;
import dev.wavry.spi.media.MediaClock;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A relay that runs: one socket, one event loop, one table. */
final class Relay implements ServiceHandle {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int DATAGRAM_BYTES = 2048;
    private static final int DATAGRAMS_PER_READ = 64;
    private static final int SOCKET_BYTES = 4 << 20;

    private final WavryId self;
    private final Figures figures = new Figures();
    private final Table table;
    private final EventLoopGroup loops;
    private final Channel channel;
    private final StatusServer status;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile int sessions;
    private volatile int sides;
    private volatile boolean ready = true;

    Relay(
            RelayRequest request,
            WavryId self,
            List<WavryId> issuers,
            SecureRandom random,
            MediaClock clock,
            InstantSource wall)
            throws WavryException {
        this.self = self;
        this.table = new Table(
                request.maxSessions(),
                request.sessionsPerSource(),
                TimeUnit.SECONDS.toNanos(request.idleSeconds()),
                random);
        Sources sources = new Sources(request.questionsPerSecond(), clock.nanoTime());
        Doorway door = new Doorway(self, issuers, table, sources, new Cookies(random), wall, figures);
        boolean epoll = Epoll.isAvailable();
        this.loops =
                new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        Forwarder forwarder = new Forwarder(
                table, door, figures, clock, epoll && EpollDatagramChannel.isSegmentedDatagramPacketSupported());
        this.channel = open(request.listen(), forwarder, epoll);
        this.status = status(request.statusPort());
        loops.scheduleAtFixedRate(() -> tidy(clock.nanoTime()), 1, 1, TimeUnit.SECONDS);
        LOG.info(
                "relay {} listens on {} for leases of {} ({})",
                self,
                address(),
                issuers,
                epoll ? "epoll" : "NIO, because " + Epoll.unavailabilityCause().getMessage());
    }

    private Channel open(InetSocketAddress listen, Forwarder forwarder, boolean epoll) throws WavryException {
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BYTES)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BYTES)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1 << 20, 4 << 20))
                .handler(forwarder);
        if (epoll) {
            bootstrap
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM_BYTES)
                    .option(
                            ChannelOption.RECVBUF_ALLOCATOR,
                            new FixedRecvByteBufAllocator(DATAGRAM_BYTES * DATAGRAMS_PER_READ));
        } else {
            bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DATAGRAM_BYTES));
        }
        ChannelFuture bound = bootstrap.bind(listen).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new WavryException(
                    ErrorKind.ADDRESS_IN_USE,
                    "The relay cannot listen on UDP " + listen + ": "
                            + bound.cause().getMessage(),
                    "Stop what uses that port, or name another address with --listen.",
                    bound.cause());
        }
        return bound.channel();
    }

    private StatusServer status(int port) throws WavryException {
        try {
            return new StatusServer(port, () -> ready, () -> figures.text(gauges()));
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

    private Map<String, Long> gauges() {
        Map<String, Long> gauges = new LinkedHashMap<>();
        gauges.put("relay.sessions", (long) sessions);
        gauges.put("relay.sides", (long) sides);
        gauges.put("relay.draining", ready ? 0L : 1L);
        return gauges;
    }

    private void tidy(long nowNanos) {
        figures.tidied.add(table.tidy(nowNanos));
        sessions = table.sessions();
        sides = table.sides();
        if (table.draining() && sessions == 0) {
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
        return self.toString();
    }

    @Override
    public Map<String, Long> figures() {
        Map<String, Long> all = new LinkedHashMap<>(figures.values());
        all.putAll(gauges());
        return all;
    }

    @Override
    public CompletableFuture<Void> drain() {
        if (ready) {
            ready = false;
            LOG.info("relay {} takes no new sessions; {} go on", self, sessions);
            loops.execute(table::drain);
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
        LOG.info("relay {} has stopped", self);
    }
}
