package dev.wavry.operate.http.internal;

import dev.wavry.api.ErrorKind;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Who may speak at all. A browser is never let in: what it sends names a page as its origin, and a page that a name server leads here
 * names a host that is not ours.
 */
final class Gate {
    private final Set<String> names;
    private final Token token;

    /** @param names what the header Host may say, without the port */
    Gate(Set<String> names, Token token) {
        this.names = Set.copyOf(names);
        this.token = token;
    }

    /** How a host names an address. */
    static String name(InetAddress address) {
        String text = address.getHostAddress().replaceAll("%.*$", "");
        return text.contains(":") ? "[" + text + "]" : text;
    }

    /** Before anything else of a request is looked at. */
    void check(Map<String, List<String>> headers, boolean open) throws Problem {
        String host = only(headers, "Host");
        String name = host.toLowerCase(Locale.ROOT).replaceAll(":\\d{1,5}$", "");
        if (!names.contains(name)) {
            throw new Problem(
                    421, ErrorKind.NOT_PERMITTED, "The header Host names another host. Use the address it listens at.");
        }
        if (headers.containsKey("Origin")) {
            throw new Problem(403, ErrorKind.NOT_PERMITTED, "Web pages may not use this API. Send no header Origin.");
        }
        List<String> site = headers.getOrDefault("Sec-fetch-site", List.of("none"));
        if (!site.equals(List.of("none"))) {
            throw new Problem(403, ErrorKind.NOT_PERMITTED, "Web pages may not use this API. Use a program.");
        }
        if (!open && !token.isIn(only(headers, "Authorization"))) {
            throw new Problem(
                    401,
                    ErrorKind.NOT_AUTHORIZED,
                    "The token is missing or wrong. Send 'Authorization: Bearer TOKEN' with what the file api.token holds.");
        }
    }

    private static String only(Map<String, List<String>> headers, String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.size() == 1 ? values.get(0) : "";
    }
}
