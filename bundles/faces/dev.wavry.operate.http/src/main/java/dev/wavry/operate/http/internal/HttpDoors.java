package dev.wavry.operate.http.internal;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.wavry.api.ErrorKind;
import dev.wavry.api.Operator;
import dev.wavry.api.OperatorHttp;
import dev.wavry.api.WavryException;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Opens the API where and when somebody asks for it. */
@Component(service = OperatorHttp.class)
public final class HttpDoors implements OperatorHttp {
    private static final int BACKLOG = 16;

    private final Operator operator;
    private final SecureRandom random = new SecureRandom();
    private final Set<HttpDoor> open = new HashSet<>();

    /** Called by the component runtime. */
    @Activate
    public HttpDoors(@Reference Operator operator) {
        this.operator = operator;
    }

    @Deactivate
    synchronized void close() {
        open.forEach(HttpDoor::close);
    }

    @Override
    public synchronized Listening open(InetSocketAddress listen, Path tokenFile, Optional<Path> tls, String password)
            throws WavryException {
        InetAddress address = listen.getAddress();
        if (address == null) {
            throw new WavryException(ErrorKind.USAGE, "'" + listen.getHostString() + "' is no address", "Write one.");
        }
        if (!address.isLoopbackAddress() && tls.isEmpty()) {
            throw new WavryException(
                    ErrorKind.USAGE,
                    "Other machines reach " + Gate.name(address) + ", and without TLS they would see the token",
                    "Listen at 127.0.0.1, name a key with --api-tls, or use wavry bundles --host.");
        }
        Token token = Token.load(tokenFile, random);
        limits();
        try {
            HttpServer server =
                    tls.isEmpty() ? HttpServer.create(listen, BACKLOG) : secure(listen, tls.get(), password);
            HttpDoor door = new HttpDoor(server, new Desk(new Gate(names(address), token), operator));
            open.add(door);
            return door;
        } catch (BindException e) {
            throw new WavryException(
                    ErrorKind.ADDRESS_IN_USE,
                    "The API cannot listen at " + Gate.name(address) + ":" + listen.getPort() + ": " + e.getMessage(),
                    "Choose another port, or 0 for any.",
                    e);
        } catch (IOException e) {
            throw new WavryException(ErrorKind.DISK, "The API cannot be opened: " + e.getMessage(), "See why.", e);
        }
    }

    /** The server of the JDK reads them once, when its first server is made; it is nobody else's in this process. */
    private static void limits() {
        System.setProperty("jdk.httpserver.maxConnections", "32");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "8");
        System.setProperty("sun.net.httpserver.maxReqHeaders", "64");
        System.setProperty("sun.net.httpserver.maxReqHeaderSize", "16384");
        System.setProperty("sun.net.httpserver.maxReqTime", "60");
        System.setProperty("sun.net.httpserver.maxRspTime", "1800");
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static HttpServer secure(InetSocketAddress listen, Path file, String password)
            throws IOException, WavryException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            HttpsServer server = HttpsServer.create(listen, BACKLOG);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            return server;
        } catch (BindException e) {
            throw e;
        } catch (GeneralSecurityException | IOException e) {
            throw new WavryException(
                    ErrorKind.KEY_FILE,
                    "The key for TLS in '" + file + "' cannot be used: " + e.getMessage(),
                    "Name a PKCS #12 file and put its password into WAVRY_API_TLS_PASSWORD.",
                    e);
        }
    }

    /** What the header Host may say: names of this machine that no name server decides about, and the address itself. */
    private static Set<String> names(InetAddress address) throws IOException {
        Set<String> names = new HashSet<>(Set.of("localhost", Gate.name(address)));
        if (address.isAnyLocalAddress()) {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(Gate::name)
                    .forEach(names::add);
        }
        return names;
    }
}
