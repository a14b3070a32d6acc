package dev.wavry.transport.udp.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.transport.CarrierSpec;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.UnsupportedAddressTypeException;
import org.jspecify.annotations.Nullable;

/** An open, bound, non-blocking socket and the selector that waits for it. */
record UdpSocket(DatagramChannel channel, Selector selector, InetSocketAddress local) {
    /** A key frame of a large screen is about 1 MB; asked for with room, because the kernel drops what does not fit. */
    private static final int ASKED_BUFFER_BYTES = 4 << 20;

    private static final int FIRST_UNPRIVILEGED_PORT = 1024;

    static UdpSocket open(CarrierSpec spec) throws CannotOpenException {
        InetSocketAddress bind = spec.bind();
        InetSocketAddress peer = spec.peer();
        InetAddress address = bind.getAddress();
        if (address == null) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "UDP cannot listen on '" + bind.getHostString() + "' because the name has no address",
                    "Give an IP address of this machine");
        }
        if (peer != null && peer.getAddress() == null) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "UDP cannot reach '" + peer.getHostString() + "' because the name has no address",
                    "Check the spelling and the name server");
        }
        DatagramChannel channel = null;
        Selector selector = null;
        try {
            channel = DatagramChannel.open(
                    address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
            configure(channel);
            if (spec.shared()) {
                share(channel, true);
            }
            bind(channel, bind);
            connect(channel, peer);
            selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new UdpSocket(channel, selector, (InetSocketAddress) channel.getLocalAddress());
        } catch (IOException e) {
            closeQuietly(selector, channel);
            throw new CannotOpenException(
                    Reason.BROKEN,
                    "UDP socket could not be made: " + e.getMessage(),
                    "Check the limit of open files and the memory of this machine",
                    e);
        } catch (CannotOpenException e) {
            closeQuietly(selector, channel);
            throw e;
        }
    }

    static void closeQuietly(@Nullable Selector selector, @Nullable DatagramChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
            if (selector != null) {
                selector.close();
            }
        } catch (IOException ignored) {
            // Nothing is left to send or to tell: the descriptor is gone either way.
        }
    }

    private static void configure(DatagramChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, ASKED_BUFFER_BYTES);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, ASKED_BUFFER_BYTES);
        for (SocketOption<?> option : channel.supportedOptions()) {
            // Exists since JDK 19; without it a probe of the path's size may arrive in fragments and say too much.
            if (option.name().equals("IP_DONTFRAGMENT") && option.type() == Boolean.class) {
                @SuppressWarnings("unchecked")
                SocketOption<Boolean> dontFragment = (SocketOption<Boolean>) option;
                channel.setOption(dontFragment, true);
            }
        }
    }

    /** The system spreads arrivals over all sockets of one address; those of other users stay out. */
    static boolean share(DatagramChannel channel, boolean allowed) throws IOException {
        if (!channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
            return false;
        }
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, allowed);
        return true;
    }

    private static void bind(DatagramChannel channel, InetSocketAddress bind) throws IOException, CannotOpenException {
        try {
            channel.bind(bind);
        } catch (SocketException e) {
            throw cannotBind(bind, e);
        }
    }

    private static CannotOpenException cannotBind(InetSocketAddress bind, SocketException e) throws SocketException {
        InetAddress address = bind.getAddress();
        String where = address.getHostAddress();
        if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
            return new CannotOpenException(
                    Reason.NOT_HERE,
                    "UDP cannot listen on " + where + " because no network interface of this machine has that address",
                    "Give an address of this machine, or 0.0.0.0 for all of them",
                    e);
        }
        boolean inUse = String.valueOf(e.getMessage()).contains("in use");
        if (!inUse && bind.getPort() > 0 && bind.getPort() < FIRST_UNPRIVILEGED_PORT) {
            return new CannotOpenException(
                    Reason.NOT_PERMITTED,
                    "UDP port " + bind.getPort() + " on " + where + " is not allowed for this user",
                    "Choose a port from " + FIRST_UNPRIVILEGED_PORT + " on, or allow low ports for this program",
                    e);
        }
        if (!inUse && bind.getPort() == 0) {
            return new CannotOpenException(
                    Reason.BROKEN,
                    "UDP cannot listen on " + where + ": " + e.getMessage(),
                    "Check that free ports are left and the address is usable",
                    e);
        }
        return new CannotOpenException(
                Reason.BUSY,
                "UDP port " + bind.getPort() + " on " + where + " is in use by another program",
                "Stop that program or choose another port",
                e);
    }

    private static void connect(DatagramChannel channel, @Nullable InetSocketAddress peer) throws CannotOpenException {
        if (peer == null) {
            return;
        }
        try {
            channel.connect(peer);
        } catch (IOException | UnsupportedAddressTypeException e) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "UDP cannot reach " + peer.getAddress().getHostAddress() + " port " + peer.getPort()
                            + " from the local address because there is no route between the two",
                    "Check the network, or give a local address that reaches the peer",
                    e);
        }
    }
}
