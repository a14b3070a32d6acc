package dev.wavry.core.trust;

import dev.wavry.api.ClientGrant;
import dev.wavry.api.Right;
import dev.wavry.rift.WavryId;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client of the list of a host, checked. A line is {@code ID name="..." rights=view,control expires=2027-01-31 from=192.168.0.0/16};
 * all but the id may be left out. Immutable.
 */
record Client(
        WavryId id,
        String name,
        Set<Right> rights,
        @Nullable Instant expires,
        List<Network> networks) {
    private static final int MOST_NETWORKS = 32;

    /** The usual rights for ever and from anywhere. */
    static Client usual(WavryId id) {
        return new Client(id, "", Right.USUAL, null, List.of());
    }

    /**
     * The client of a line, or null if it holds none.
     *
     * @throws IllegalArgumentException with a clause that says what is wrong
     */
    static @Nullable Client ofLine(String line) {
        List<String> words = Words.of(line);
        return words.isEmpty() ? null : ofWords(words);
    }

    private static Client ofWords(List<String> words) {
        WavryId id = WavryId.parse(words.get(0));
        String name = "";
        Set<Right> rights = Right.USUAL;
        Instant expires = null;
        List<Network> networks = List.of();
        Set<String> seen = new HashSet<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            String value = word.substring(equals + 1);
            if (equals < 0 || !seen.add(key)) {
                throw new IllegalArgumentException(
                        "'" + clipped(word) + "' is none of name=, rights=, expires= and from=, each once");
            }
            switch (key) {
                case "name" -> name = Words.checkedName(value);
                case "rights" -> rights = rights(value);
                case "expires" -> expires = time(value);
                case "from" -> networks = networks(List.of(value.split(",", -1)));
                default ->
                    throw new IllegalArgumentException(
                            "'" + clipped(key) + "' is none of name, rights, expires and from");
            }
        }
        return new Client(id, name, rights, expires, networks);
    }

    private static String clipped(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    private static Set<Right> rights(String words) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (String word : words.split(",", -1)) {
            rights.add(Right.ofWord(clipped(word)));
        }
        return Set.copyOf(rights);
    }

    private static List<Network> networks(List<String> words) {
        if (words.size() > MOST_NETWORKS) {
            throw new IllegalArgumentException("there are more than " + MOST_NETWORKS + " networks");
        }
        List<Network> networks = new ArrayList<>();
        words.forEach(word -> networks.add(Network.parse(word)));
        return List.copyOf(networks);
    }

    /** A moment such as 2027-01-31T12:00:00Z, or a day, which lasts until its end where the host is. */
    private static Instant time(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneId.systemDefault())
                            .toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + clipped(text) + "' is no day such as 2027-01-31 and no moment such as 2027-01-31T12:00:00Z",
                    e);
        }
    }

    /** @throws IllegalArgumentException with a clause that says what is wrong */
    static Client of(ClientGrant grant) {
        Words.checkedName(grant.name());
        if (grant.rights().isEmpty()) {
            throw new IllegalArgumentException("a client without any right is better revoked");
        }
        return new Client(
                WavryId.parse(grant.id()), grant.name(), grant.rights(), grant.expires(), networks(grant.networks()));
    }

    ClientGrant grant() {
        return new ClientGrant(
                id.toString(),
                name,
                rights,
                expires,
                networks.stream().map(Network::toString).toList());
    }

    String line() {
        StringBuilder line = new StringBuilder(id.toString());
        if (!name.isEmpty()) {
            line.append(" name=").append(Words.quoted(name));
        }
        line.append(" rights=").append(Right.words(rights));
        if (expires != null) {
            line.append(" expires=").append(expires);
        }
        if (!networks.isEmpty()) {
            line.append(" from=")
                    .append(String.join(
                            ",", networks.stream().map(Network::toString).toList()));
        }
        return line.toString();
    }

    boolean expired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    /** Why it is not let in at this moment from there, or null if it is. For the host's own log. */
    @Nullable
    String objection(@Nullable InetAddress from, Instant now) {
        if (expired(now)) {
            return "its permission expired at " + expires;
        }
        boolean near =
                networks.isEmpty() || from != null && networks.stream().anyMatch(network -> network.contains(from));
        return near ? null : "it came from " + (from == null ? "nowhere" : from.getHostAddress());
    }
}
