package dev.wavry.core.trust;

import dev.wavry.api.ClientGrant;
import dev.wavry.api.ErrorKind;
import dev.wavry.api.KnownHost;
import dev.wavry.api.PeerLists;
import dev.wavry.api.WavryException;
import dev.wavry.rift.WavryId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lists as files. */
public final class Lists implements PeerLists {
    private static final String CLIENTS = "ids";
    private static final String HOSTS = "hosts";

    /** All clients of a file. */
    static List<Client> read(Path file) throws WavryException {
        List<Client> clients = new ArrayList<>();
        int number = 0;
        for (String line : ListFile.lines(file, CLIENTS)) {
            number++;
            try {
                Client client = Client.ofLine(line);
                if (client != null) {
                    clients.add(client);
                }
            } catch (IllegalArgumentException e) {
                throw refusal("'" + file + "' line " + number, e, "Mend that line or remove it.");
            }
        }
        return clients;
    }

    static WavryException refusal(String where, IllegalArgumentException e, String fix) {
        String what = String.valueOf(e.getMessage()).replaceAll("\\.$", "");
        return new WavryException(ErrorKind.USAGE, where + ": " + what, fix);
    }

    @Override
    public List<ClientGrant> clients(Path file) throws WavryException {
        return read(file).stream().map(Client::grant).toList();
    }

    @Override
    public void grant(Path file, ClientGrant grant) throws WavryException {
        Client client;
        try {
            client = Client.of(grant);
        } catch (IllegalArgumentException e) {
            throw refusal("The client cannot be written", e, "Say it another way.");
        }
        ListFile.change(file, CLIENTS, lines -> ListFile.put(lines, line -> isAbout(line, client.id()), client.line()));
    }

    @Override
    public boolean revoke(Path file, String id) throws WavryException {
        WavryId gone = id(id);
        boolean[] found = {false};
        ListFile.change(file, CLIENTS, lines -> {
            List<String> left = new ArrayList<>(lines);
            found[0] = left.removeIf(line -> isAbout(line, gone));
            return left;
        });
        return found[0];
    }

    /** Looks at the first word only, so that a line with a mistake behind the id can be replaced and removed. */
    private static boolean isAbout(String line, WavryId id) {
        return firstWord(line).equalsIgnoreCase(id.toString());
    }

    /** What the host takes for the first word when it reads the line, so that no line admits whom it does not seem to be about. */
    private static String firstWord(String line) {
        try {
            List<String> words = Words.of(line);
            return words.isEmpty() ? "" : words.get(0);
        } catch (IllegalArgumentException notWords) {
            return line.strip().split("[\\s#]", 2)[0];
        }
    }

    private static WavryId id(String text) throws WavryException {
        try {
            return WavryId.parse(text);
        } catch (IllegalArgumentException e) {
            throw refusal("The id", e, "'wavry clients list' shows those that are known.");
        }
    }

    @Override
    public List<KnownHost> hosts(Path file) throws WavryException {
        List<KnownHost> hosts = new ArrayList<>();
        for (String line : ListFile.lines(file, HOSTS)) {
            KnownHost host = host(file, line);
            if (host != null) {
                hosts.add(host);
            }
        }
        return hosts;
    }

    /** The host of a line; what is neither a pair nor a pair with a name is somebody's note. */
    static @Nullable KnownHost host(Path file, String line) throws WavryException {
        try {
            List<String> words = Words.of(line);
            boolean named = words.size() == 3 && words.get(2).startsWith("name=");
            if (words.size() != 2 && !named) {
                return null;
            }
            String name = named ? Words.checkedName(words.get(2).substring("name=".length())) : "";
            return new KnownHost(words.get(0), WavryId.parse(words.get(1)).toString(), name);
        } catch (IllegalArgumentException e) {
            throw new WavryException(
                    ErrorKind.KEY_FILE,
                    "'" + file + "' holds a line that cannot be understood: "
                            + String.valueOf(e.getMessage()).replaceAll("\\.$", ""),
                    "Mend that line or remove it.");
        }
    }

    @Override
    public void remember(Path file, KnownHost host) throws WavryException {
        try {
            Words.checkedName(host.name());
            if (!host.address().matches("[\\p{Graph}&&[^#\"]]{1,300}")) {
                throw new IllegalArgumentException("an address is HOST:PORT without blanks");
            }
        } catch (IllegalArgumentException e) {
            throw refusal("The host cannot be written", e, "Say it another way.");
        }
        String line = host.address() + " " + id(host.id())
                + (host.name().isEmpty() ? "" : " name=" + Words.quoted(host.name()));
        ListFile.change(file, HOSTS, lines -> ListFile.put(lines, known -> isAt(known, host.address()), line));
    }

    @Override
    public boolean forget(Path file, String address) throws WavryException {
        boolean[] found = {false};
        ListFile.change(file, HOSTS, lines -> {
            List<String> left = new ArrayList<>(lines);
            found[0] = left.removeIf(line -> isAt(line, address));
            return left;
        });
        return found[0];
    }

    private static boolean isAt(String line, String address) {
        return firstWord(line).equals(address);
    }
}
