package dev.wavry.transport.tls.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** Seals and opens one TCP stream. Guarded by the connection it belongs to; never waits. */
final class TlsStream {
    private final SocketChannel channel;
    private final SSLEngine engine;
    private final ByteBuffer netIn;
    private final ByteBuffer netOut;
    private final ByteBuffer waiting;
    private boolean secure;

    /** @param queueBytes of plain bytes that may wait */
    TlsStream(SocketChannel channel, SSLEngine engine, int queueBytes) throws SSLException {
        this.channel = channel;
        this.engine = engine;
        int packet = engine.getSession().getPacketBufferSize();
        netIn = ByteBuffer.allocateDirect(2 * packet);
        netOut = ByteBuffer.allocateDirect(2 * packet).flip();
        waiting = ByteBuffer.allocateDirect(queueBytes + FrameReader.HEAD_BYTES + FrameReader.LARGEST_BYTES);
        engine.beginHandshake();
    }

    /** Whether the handshake is over and both speak of the same thing. */
    boolean secure() {
        return secure;
    }

    /** Bytes that wait here for TCP. */
    int waitingBytes() {
        return waiting.position() + netOut.remaining();
    }

    /** Whether the system did not take everything that is sealed. */
    boolean blocked() {
        return netOut.hasRemaining();
    }

    /** Queues a datagram; false if there is no room. */
    boolean offer(ByteBuffer datagram) {
        int bytes = datagram.remaining();
        if (waiting.remaining() < bytes + FrameReader.HEAD_BYTES) {
            return false;
        }
        waiting.putShort((short) bytes).put(datagram);
        return true;
    }

    /** Seals and sends as much as TCP takes. */
    void flush() throws IOException {
        while (write() && wrap()) {
            // Until nothing is left or nothing is taken.
        }
    }

    /** True if all that was sealed is with the system. */
    private boolean write() throws IOException {
        if (netOut.hasRemaining()) {
            channel.write(netOut);
        }
        return !netOut.hasRemaining();
    }

    /** True if something was sealed. */
    private boolean wrap() throws IOException {
        HandshakeStatus handshake = engine.getHandshakeStatus();
        boolean wanted = handshake == HandshakeStatus.NEED_WRAP;
        if (!wanted && (!secure || waiting.position() == 0) || engine.isOutboundDone()) {
            return false;
        }
        waiting.flip();
        netOut.clear();
        SSLEngineResult result;
        try {
            result = engine.wrap(waiting, netOut);
        } finally {
            netOut.flip();
            waiting.compact();
        }
        after(result);
        return result.bytesProduced() > 0;
    }

    /** Reads from TCP. @return how many bytes, negative at the end of the stream */
    int fill() throws IOException {
        return channel.read(netIn);
    }

    /** Opens the next record into {@code plain}. @return false if there is no whole one */
    boolean unwrap(ByteBuffer plain) throws IOException {
        netIn.flip();
        SSLEngineResult result;
        try {
            result = engine.unwrap(netIn, plain);
        } finally {
            netIn.compact();
        }
        after(result);
        if (result.getStatus() == Status.CLOSED) {
            throw new IOException("the peer closed the stream");
        }
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            throw new IOException("a record larger than TLS allows");
        }
        return result.getStatus() == Status.OK && (result.bytesConsumed() > 0 || result.bytesProduced() > 0);
    }

    private void after(SSLEngineResult result) throws IOException {
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
            if (!Engines.PROTOCOL.equals(engine.getApplicationProtocol())) {
                throw new IOException("the peer speaks '" + engine.getApplicationProtocol() + "'");
            }
            secure = true;
        }
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** Says goodbye if TCP takes it at once, and closes. */
    void close() {
        engine.closeOutbound();
        try {
            if (write()) {
                wrap();
                write();
            }
        } catch (IOException ignored) {
            // The peer learns it from TCP.
        }
        try {
            channel.close();
        } catch (IOException ignored) {
            // The descriptor is gone either way.
        }
    }
}
