package dev.wavry.shell.internal;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes {@code HOST:PORT}; IPv6 addresses stand in brackets. */
final class Addresses {
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.%\\w]+)]|([^\\s:\\[\\]@/]+)):(\\d{1,5})");
    private static final int LAST_PORT = 65_535;

    private Addresses() {}

    /**
     * @throws IllegalArgumentException if it has another form
     */
    static InetSocketAddress parse(String text, int firstPort) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        int port = Integer.parseInt(parts.group(3));
        if (port < firstPort || port > LAST_PORT) {
            throw new IllegalArgumentException(text);
        }
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        return new InetSocketAddress(host, port);
    }

    static String format(InetSocketAddress address) {
        String host = address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
