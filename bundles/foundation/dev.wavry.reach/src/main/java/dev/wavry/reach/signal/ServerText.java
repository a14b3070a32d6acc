package dev.wavry.reach.signal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server or address in a message: {@code word host:port}, then a user and a secret where there are any.
 *
 * @param word {@code stun}, {@code turn}, {@code relay}; for candidates what they cost
 * @param host name or address, IPv6 without brackets
 * @param port 1 to 65535
 * @param user perhaps empty
 * @param secret perhaps empty
 */
public record ServerText(String word, String host, int port, String user, String secret) {
    private static final Pattern FORM = Pattern.compile(
            "([a-z]{1,12}) (?:\\[([0-9a-fA-F:.]{2,45})\\]|([A-Za-z0-9.-]{1,253})):(\\d{1,5})(?: (\\S{1,128}) (\\S{1,1024}))?");

    /** Reads one. @throws IllegalArgumentException if it is none */
    public static ServerText read(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no address of a server");
        }
        int port = Integer.parseInt(parts.group(4));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("no port: " + port);
        }
        String host = parts.group(2) == null ? parts.group(3) : parts.group(2);
        String user = parts.group(5) == null ? "" : parts.group(5);
        String secret = parts.group(6) == null ? "" : parts.group(6);
        return new ServerText(parts.group(1), host, port, user, secret);
    }

    /** As it stands in a message. */
    public String write() {
        String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
        String end = user.isEmpty() ? "" : " " + user + " " + secret;
        return word + " " + shown + ":" + port + end;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return word + " " + host + ":" + port;
    }
}
