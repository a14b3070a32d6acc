package dev.wavry.shell.internal;

import dev.wavry.api.ConnectRequest;
import dev.wavry.api.ErrorKind;
import dev.wavry.api.KnownHost;
import dev.wavry.api.WavryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * A host on another machine that takes orders of this client.
 *
 * @param name as it was typed
 */
record FarHost(Surroundings around, String name) {
    /** Has an order carried out; a file of it is sent along. */
    int perform(List<String> words, Consumer<String> out) throws WavryException {
        List<String> order = new ArrayList<>(words);
        Path file = null;
        for (int i = 1; i < order.size(); i++) {
            if (order.get(i).startsWith("/")) {
                file = Path.of(order.set(i, "@"));
            }
        }
        if (file != null && !Files.isRegularFile(file)) {
            throw new WavryException(ErrorKind.NO_SUCH_PART, "There is no file '" + file + "'", "Check the path.");
        }
        return around.wavry().order(request(), order, file, out);
    }

    private ConnectRequest request() throws WavryException {
        Path hosts = around.places().knownHosts();
        Optional<KnownHost> known = around.wavry().peers().hosts(hosts).stream()
                .filter(host -> host.name().equals(name) || host.address().equals(name))
                .reduce((first, last) -> last);
        Target target = target(known.map(KnownHost::address).orElse(name));
        @Nullable String id = known.map(KnownHost::id).orElse(target.id());
        return new ConnectRequest(target.address())
                .hostId(id)
                .keyFile(around.places().clientKey())
                .knownHostsFile(hosts);
    }

    private static Target target(String text) throws WavryException {
        try {
            return new Converters.HostTarget().convert(text);
        } catch (TypeConversionException e) {
            throw new WavryException(
                    ErrorKind.USAGE,
                    "'" + text + "' is no host that this client knows, and no address",
                    "See wavry hosts, or write ID@HOST:PORT.",
                    e);
        }
    }
}
