package dev.wavry.transport.tls.internal;

import dev.wavry.spi.media.Offer;
import dev.wavry.spi.transport.PathAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/**
 * One connection. Any agent sends, one reads; the lock is held for sealing and for system calls that do not wait, and never while a datagram
 * is handed on.
 */
final class TlsLink {
    /** Then no more is read from TCP; what was read is handed on in any case, because nobody would be told of it again. */
    private static final int RECORDS_PER_DUTY = 64;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final TlsStream stream;
    private final int queueBytes;
    private final FrameReader reader = new FrameReader();
    private final PathAddress address;
    private final long bornNanos;
    private volatile boolean closed;
    private volatile boolean unsent;
    private volatile long sentNanos;
    private long receivedNanos;
    private long begunNanos;
    private boolean begun;

    TlsLink(SocketChannel channel, SelectionKey key, TlsStream stream, PathAddress address, int queueBytes, long now) {
        this.channel = channel;
        this.key = key;
        this.stream = stream;
        this.address = address;
        this.queueBytes = queueBytes;
        this.bornNanos = now;
        this.sentNanos = Long.MIN_VALUE;
        this.receivedNanos = now;
        this.begunNanos = now;
    }

    PathAddress address() {
        return address;
    }

    boolean isClosed() {
        return closed;
    }

    /** When something was last sent to the peer; the smallest number there is if nothing was. */
    long sentNanos() {
        return sentNanos;
    }

    synchronized boolean secure() {
        return stream.secure();
    }

    synchronized boolean takes() {
        return closed || stream.waitingBytes() < queueBytes;
    }

    synchronized Offer send(ByteBuffer datagram, long now) {
        if (closed || !stream.offer(datagram)) {
            return Offer.DROPPED;
        }
        sentNanos = now;
        unsent = true;
        return Offer.ACCEPTED;
    }

    /** Sends what waits, as far as TCP takes it. */
    void flush() {
        if (unsent) {
            pushOut();
        }
    }

    /** The handshake goes on, or TCP takes something again. */
    synchronized void pushOut() {
        if (closed || !channel.isConnected()) {
            return;
        }
        try {
            stream.flush();
            unsent = stream.waitingBytes() > 0 && !stream.blocked();
            int wanted = stream.blocked() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
            if (key.interestOps() != wanted) {
                key.interestOps(wanted);
                key.selector().wakeup();
            }
        } catch (IOException | RuntimeException e) {
            // What else arrived before is of no use without an answer.
            close();
        }
    }

    /** The first part of a connection of a client. @return false if nobody is there */
    synchronized boolean connected() {
        try {
            if (channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ);
                pushOut();
            }
            return true;
        } catch (IOException e) {
            close();
            return false;
        }
    }

    /** Reads what is there, on the agent that reads. @return how many records */
    int read(ByteBuffer plain, long now, Consumer<ByteBuffer> sink) {
        int records = 0;
        try {
            while (record(plain, records < RECORDS_PER_DUTY)) {
                records++;
                receivedNanos = now;
                long ended = reader.ended();
                if (!reader.take(plain.flip(), sink)) {
                    throw new IOException("not a stream of datagrams");
                }
                // A datagram that goes on is as old as its beginning.
                begunNanos = reader.begun() && reader.ended() == ended && begun ? begunNanos : now;
                begun = reader.begun();
            }
        } catch (IOException | RuntimeException e) {
            close();
        }
        return records;
    }

    private synchronized boolean record(ByteBuffer plain, boolean mayFill) throws IOException {
        if (closed) {
            return false;
        }
        while (true) {
            plain.clear();
            if (!stream.secure()) {
                pushOut();
            }
            if (stream.unwrap(plain)) {
                return true;
            }
            int bytes = mayFill ? stream.fill() : 0;
            if (bytes < 0) {
                throw new IOException("the stream ended");
            }
            if (bytes == 0) {
                return false;
            }
        }
    }

    /** Whether it took or takes too long with what it began. */
    boolean slow(long now, long patienceNanos) {
        return !secure() ? now - bornNanos > patienceNanos : now - begunNanos > patienceNanos && reader.begun();
    }

    boolean silent(long now, long silenceNanos) {
        return now - receivedNanos > silenceNanos;
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            key.cancel();
            stream.close();
        }
    }
}
