package dev.wavry.transport.tls.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes the two kinds of engines: TLS 1.3 and nothing older, with the protocol named, so that a web server says no at once. */
final class Engines {
    /** Name for ALPN (RFC 7301). */
    static final String PROTOCOL = "wavry-rift/1";

    private static final String[] VERSIONS = {"TLSv1.3"};

    private final SSLContext context;

    private Engines(SSLContext context) {
        this.context = context;
    }

    static Engines make(boolean server) throws CannotOpenException {
        try {
            SecureRandom random = new SecureRandom();
            KeyManager[] keys = server ? SelfSigned.make(random, Instant.now()) : null;
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trustEverybody(), random);
            // Nobody comes back often enough, and tickets would tie one visit to the next.
            context.getServerSessionContext().setSessionCacheSize(1);
            return new Engines(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new CannotOpenException(
                    CannotOpenException.Reason.UNSUPPORTED,
                    "TLS 1.3 with ECDSA is not possible here: " + e.getMessage(),
                    "Use a Java runtime with the module jdk.crypto.ec, or another transport",
                    e);
        }
    }

    static TrustManager[] trustEverybody() {
        return new TrustManager[] {new Anybody()};
    }

    SSLEngine engine(boolean server) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(!server);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        parameters.setApplicationProtocols(new String[] {PROTOCOL});
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Trusts everybody: the session inside proves who is there, and TLS is only the way through. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
