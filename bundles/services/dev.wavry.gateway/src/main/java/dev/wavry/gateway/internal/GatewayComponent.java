package dev.wavry.gateway.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.GatewayRequest;
import dev.wavry.api.GatewayServer;
import dev.wavry.api.ServiceHandle;
import dev.wavry.api.WavryException;
import dev.wavry.reach.signal.ServerText;
import dev.wavry.rift.Identity;
import dev.wavry.rift.IdentityFile;
import dev.wavry.rift.IdentityFileException;
import dev.wavry.rift.WavryId;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Checks what was asked for and starts gateways. */
@Component(service = GatewayServer.class)
public final class GatewayComponent implements GatewayServer {
    private final SecureRandom random = new SecureRandom();

    @Override
    public ServiceHandle start(GatewayRequest request) throws WavryException {
        List<ServerText> relays = new ArrayList<>();
        List<ServerText> servers = new ArrayList<>();
        for (String text : request.relays()) {
            ServerText relay = relay(text);
            relays.add(relay);
            // A relay answers STUN as well.
            servers.add(new ServerText("stun", relay.host(), relay.port(), "", ""));
        }
        for (String text : request.servers()) {
            servers.add(server(text));
        }
        SslContext tls = tls(request.certificate(), request.privateKey());
        Identity identity = identity(request.keyFile());
        Figures figures = new Figures();
        Leaser leaser =
                new Leaser(identity, relays, request.leaseSeconds(), request.leaseKbps(), InstantSource.system());
        Desk desk = new Desk(leaser, servers, new Quota(request.asksPerMinute()), random, figures);
        return new Gateway(request, identity.id().toString(), desk, figures, tls, System::nanoTime);
    }

    private static ServerText relay(String text) throws WavryException {
        int at = text.indexOf('@');
        try {
            WavryId id = WavryId.parse(text.substring(0, Math.max(0, at)));
            ServerText place = ServerText.read("relay " + text.substring(at + 1));
            return new ServerText("relay", place.host(), place.port(), id.toString(), "");
        } catch (IllegalArgumentException e) {
            throw new WavryException(
                    ErrorKind.USAGE,
                    "'" + text + "' names no relay: "
                            + String.valueOf(e.getMessage()).replaceAll("\\.$", ""),
                    "Write ID@HOST:PORT as 'wavry relay' shows it.",
                    e);
        }
    }

    private static ServerText server(String text) throws WavryException {
        try {
            return ServerText.read(text);
        } catch (IllegalArgumentException e) {
            throw new WavryException(
                    ErrorKind.USAGE,
                    "'" + text.replaceAll(" \\S+$", " ...") + "' names no server",
                    "Write 'stun HOST:PORT' or 'turn HOST:PORT USER PASSWORD'.",
                    e);
        }
    }

    private static SslContext tls(Path certificate, Path privateKey) throws WavryException {
        try {
            return SslContextBuilder.forServer(certificate.toFile(), privateKey.toFile())
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new WavryException(
                    ErrorKind.KEY_FILE,
                    "The certificate '" + certificate + "' and the key '" + privateKey + "' cannot be used: "
                            + e.getMessage(),
                    "Name PEM files of a certificate chain and of its PKCS #8 key with --tls-cert and --tls-key.",
                    e);
        }
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
