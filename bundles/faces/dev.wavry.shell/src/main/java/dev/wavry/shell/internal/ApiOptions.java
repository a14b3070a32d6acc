package dev.wavry.shell.internal;

import dev.wavry.api.OperatorHttp;
import dev.wavry.api.WavryException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The HTTP API of a running command: flags that {@code host} and {@code connect} share. */
final class ApiOptions {
    @Option(
            names = "--api",
            paramLabel = "ADDR:PORT",
            converter = Converters.ListenAddress.class,
            description = {
                "Takes orders of 'wavry bundles' by HTTP there, with the token in api.token; off without it.",
                "ADDR:PORT such as 127.0.0.1:7480, port 0 to 65535"
            })
    private @Nullable InetSocketAddress listen;

    @Option(
            names = "--api-tls",
            paramLabel = "FILE",
            description = {
                "Key and certificate of the HTTP API, needed where other machines reach it.",
                "path of a PKCS #12 file, its password in WAVRY_API_TLS_PASSWORD"
            })
    private @Nullable Path tls;

    /** Something that may listen. */
    interface Api extends AutoCloseable {
        /** Tells where, if it does. */
        void say();

        @Override
        void close();
    }

    private static final Api NONE = new Api() {
        @Override
        public void say() {
            // Nobody wanted it.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    /** Opens it if it is wanted. */
    Api open(Surroundings around, boolean json) throws WavryException {
        InetSocketAddress wanted = listen;
        if (wanted == null) {
            return NONE;
        }
        String password = around.environment().getOrDefault("WAVRY_API_TLS_PASSWORD", "");
        Path token = around.places().apiToken();
        OperatorHttp.Listening api =
                around.product().operatorHttp().open(wanted, token, Optional.ofNullable(tls), password);
        String url = (tls == null ? "http://" : "https://") + Addresses.format(api.address());
        return new Api() {
            @Override
            public void say() {
                tell(around.output(), json, url, token);
            }

            @Override
            public void close() {
                api.close();
            }
        };
    }

    private static void tell(Output output, boolean json, String url, Path token) {
        if (json) {
            Map<String, Object> event = Output.event("api");
            event.put("url", url);
            event.put("tokenFile", token.toString());
            output.json(event);
        } else {
            output.line("Orders are taken at " + url + " with the token in '" + token + "'.");
        }
    }
}
