package dev.wavry.relay.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.RelayRequest;
import dev.wavry.api.RelayServer;
import dev.wavry.api.ServiceHandle;
import dev.wavry.api.WavryException;
import dev.wavry.rift.Identity;
import dev.wavry.rift.IdentityFile;
import dev.wavry.rift.IdentityFileException;
import dev.wavry.rift.WavryId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Checks what was asked for and starts relays. */
@Component(service = RelayServer.class)
public final class RelayComponent implements RelayServer {
    private final SecureRandom random = new SecureRandom();

    @Override
    public ServiceHandle start(RelayRequest request) throws WavryException {
        List<WavryId> issuers = issuers(request.issuers());
        Identity identity = identity(request.keyFile());
        return new Relay(request, identity.id(), issuers, random, System::nanoTime, InstantSource.system());
    }

    private static List<WavryId> issuers(List<String> texts) throws WavryException {
        if (texts.isEmpty()) {
            throw new WavryException(
                    ErrorKind.USAGE,
                    "No gateway was named, so nobody could use this relay",
                    "Name the id that 'wavry gateway' shows with --issuer.");
        }
        List<WavryId> ids = new ArrayList<>();
        for (String text : texts) {
            try {
                ids.add(WavryId.parse(text));
            } catch (IllegalArgumentException e) {
                throw new WavryException(
                        ErrorKind.USAGE,
                        e.getMessage().replaceAll("\\.$", ""),
                        "Name the id that 'wavry gateway' shows with --issuer.");
            }
        }
        return ids;
    }

    private Identity identity(@Nullable Path file) throws WavryException {
        if (file == null) {
            return Identity.generate(random);
        }
        try {
            return IdentityFile.loadOrCreate(file, random);
        } catch (IdentityFileException e) {
            throw new WavryException(
                    ErrorKind.KEY_FILE,
                    e.getMessage().replaceAll("\\.$", ""),
                    "Mend or remove the file, or name another one with --keys.",
                    e);
        }
    }
}
