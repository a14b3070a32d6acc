package dev.wavry.api;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Takes the orders of {@link Operator} by HTTP, for programs; off until somebody opens it. Safe from any thread. */
@ProviderType
public interface OperatorHttp {
    /**
     * Begins to listen.
     *
     * @param listen where; an address that other machines reach needs {@code tls}
     * @param tokenFile holds the bearer token, for its owner only; made with a new one if it is missing
     * @param tls a PKCS #12 file with a key and its certificate, or empty for plain HTTP
     * @param password of that file
     */
    Listening open(InetSocketAddress listen, Path tokenFile, Optional<Path> tls, String password) throws WavryException;

    /** Something that listens. */
    interface Listening extends AutoCloseable {
        /** Where. */
        InetSocketAddress address();

        /** Listens no more; orders that were given are carried out to their end. */
        @Override
        void close();
    }
}
