package dev.wavry.operate.http.internal;

import com.sun.net.httpserver.HttpServer;
import dev.wavry.api.OperatorHttp;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that listens. */
final class HttpDoor implements OperatorHttp.Listening {
    private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
    /** Orders take four of them at most; the others say no. */
    private static final int THREADS = 8;

    private final HttpServer server;
    private final ExecutorService threads;

    /** Begins to serve. @param server is bound and not started */
    HttpDoor(HttpServer server, Desk desk) {
        this.server = server;
        this.threads = Executors.newFixedThreadPool(THREADS, HttpDoor::thread);
        server.setExecutor(threads);
        server.createContext("/", desk);
        server.start();
        LOG.info("Orders are taken by HTTP at {}", address());
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "wavry-http");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
