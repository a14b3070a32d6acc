package dev.wavry.operate.repo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Reads files of a repository: a folder of this machine, or a place that HTTPS reaches. Bounded in size and time; follows nothing. */
public final class Fetcher {
    private static final int STEP = 64 << 10;

    private final @Nullable SSLContext tls;
    private final Duration longest;

    /**
     * @param tls decides which servers are believed; null for the default of this Java, which takes long to make
     * @param longest how long one file may take
     */
    Fetcher(@Nullable SSLContext tls, Duration longest) {
        this.tls = tls;
        this.longest = longest;
    }

    /** What the product fetches with. */
    public static Fetcher standard() {
        return new Fetcher(null, Duration.ofSeconds(60));
    }

    /** A place as it is kept. @throws IOException if it is none */
    static String place(String text) throws IOException {
        if (text.startsWith("/")) {
            return Path.of(text).normalize().toString();
        }
        try {
            URI uri = new URI(text);
            boolean fine = "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (fine && text.length() <= 1024) {
                return text.endsWith("/") ? text : text + "/";
            }
        } catch (URISyntaxException e) {
            throw new IOException("'" + text + "' is no address", e);
        }
        throw new IOException("'" + text + "' is neither a folder nor an address that begins with https://");
    }

    /** Reads a file. @param most bytes that it may have */
    byte[] fetch(String place, String file, long most) throws IOException {
        return place.startsWith("/") ? local(Path.of(place), file, most) : remote(URI.create(place), file, most);
    }

    private static byte[] local(Path folder, String file, long most) throws IOException {
        // A link must not lead out of the folder.
        Path real = folder.toRealPath().resolve(file).toRealPath();
        if (!real.startsWith(folder.toRealPath()) || !Files.isRegularFile(real)) {
            throw new IOException("'" + file + "' does not lie in the folder");
        }
        try (InputStream in = Files.newInputStream(real)) {
            return bounded(in, file, most);
        }
    }

    private byte[] remote(URI place, String file, long most) throws IOException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10));
        HttpClient client = (tls == null ? builder : builder.sslContext(tls)).build();
        URI uri = place.resolve(file);
        try {
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(uri).timeout(longest).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new IOException("the server answered " + answer.statusCode() + " for '" + file + "'");
                }
                CompletableFuture.delayedExecutor(longest.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> close(in));
                return bounded(in, file, most);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("somebody gave up waiting for '" + file + "'", e);
        }
    }

    /** Whoever reads from it is told that it is closed. */
    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(Fetcher.class).debug("was closed already: {}", e.toString());
        }
    }

    private static byte[] bounded(InputStream in, String file, long most) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] step = new byte[STEP];
        for (int n = in.read(step); n >= 0; n = in.read(step)) {
            out.write(step, 0, n);
            if (out.size() > most) {
                throw new IOException("'" + file + "' has more than " + most + " bytes");
            }
        }
        return out.toByteArray();
    }
}
