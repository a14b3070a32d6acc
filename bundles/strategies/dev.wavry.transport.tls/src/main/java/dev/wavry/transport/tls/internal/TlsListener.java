package dev.wavry.transport.tls.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;

/** Binds and listens, and says clearly why not. */
final class TlsListener {
    private static final int FIRST_UNPRIVILEGED_PORT = 1024;
    private static final int BACKLOG = 64;

    private TlsListener() {}

    static ServerSocketChannel open(InetSocketAddress bind) throws CannotOpenException {
        InetAddress address = bind.getAddress();
        if (address == null) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "TLS cannot listen on '" + bind.getHostString() + "' because the name has no address",
                    "Give an IP address of this machine");
        }
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open(
                    address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
            channel.configureBlocking(false);
            channel.bind(bind, BACKLOG);
            return channel;
        } catch (IOException e) {
            closeQuietly(channel);
            throw cannotListen(bind, e);
        }
    }

    static void closeQuietly(java.nio.channels.@org.jspecify.annotations.Nullable Channel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) {
            // The descriptor is gone either way.
        }
    }

    private static CannotOpenException cannotListen(InetSocketAddress bind, IOException e) {
        String where = "TCP port " + bind.getPort() + " on " + bind.getAddress().getHostAddress();
        if (isElsewhere(bind.getAddress())) {
            return new CannotOpenException(
                    Reason.NOT_HERE,
                    where + " is not here because no network interface of this machine has that address",
                    "Give an address of this machine, or 0.0.0.0 for all of them",
                    e);
        }
        if (String.valueOf(e.getMessage()).contains("in use")) {
            return new CannotOpenException(
                    Reason.BUSY,
                    where + " is in use by another program",
                    "Stop that program or choose another port",
                    e);
        }
        boolean low = bind.getPort() > 0 && bind.getPort() < FIRST_UNPRIVILEGED_PORT;
        return new CannotOpenException(
                low ? Reason.NOT_PERMITTED : Reason.BROKEN,
                where + " cannot be listened on: " + e.getMessage(),
                low
                        ? "Choose a port from " + FIRST_UNPRIVILEGED_PORT + " on, or allow low ports for this program"
                        : "Check that free ports and files are left",
                e);
    }

    private static boolean isElsewhere(InetAddress address) {
        try {
            return !address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null;
        } catch (SocketException e) {
            return false;
        }
    }
}
