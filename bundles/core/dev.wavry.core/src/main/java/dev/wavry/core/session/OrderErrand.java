package dev.wavry.core.session;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.SendResult;
import dev.wavry.rift.WavryId;
import dev.wavry.rift.message.Message;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Has an order carried out on another machine's host, without any stream. */
final class OrderErrand extends Errand {
    /** Longer than the longest watch. */
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(30);

    private static final int ID = 1;

    private final WavryId expected;
    private final List<String> words;
    private final @Nullable Path file;
    private final Consumer<String> out;
    private final StringBuilder line = new StringBuilder();
    private @Nullable InputStream data;
    private Message.@Nullable OrderData next;
    private boolean heard;
    private boolean onlyPairing;
    private int exitCode = -1;
    private @Nullable IOException failure;

    /** @param file what the word {@code @} stands for, or null */
    OrderErrand(
            InetSocketAddress address,
            Transport transport,
            Identity identity,
            RiftSettings settings,
            SecureRandom random,
            MediaClock clock,
            WavryId expected,
            List<String> words,
            @Nullable Path file,
            Consumer<String> out) {
        super(address, transport, identity, settings, random, clock);
        this.expected = expected;
        this.words = words;
        this.file = file;
        this.out = out;
    }

    @Override
    @Nullable
    String heard(WavryId host) {
        heard = true;
        return host.equals(expected) ? null : "expected " + expected + " but " + host + " answered";
    }

    @Override
    boolean done() {
        return exitCode >= 0 || onlyPairing || failure != null || !heard && clock.nanoTime() - startNanos > SHORT_NANOS;
    }

    /** Returns its exit code. */
    int run() throws WavryException {
        try (InputStream in = file == null ? InputStream.nullInputStream() : Files.newInputStream(file)) {
            data = in;
            run(LONGEST_NANOS);
        } catch (IOException e) {
            throw unreadable(e);
        }
        IOException unread = failure;
        if (unread != null) {
            throw unreadable(unread);
        }
        if (exitCode >= 0) {
            return exitCode;
        }
        throw why();
    }

    private WavryException unreadable(IOException e) {
        return new WavryException(
                ErrorKind.NO_SUCH_PART, "'" + file + "' cannot be read: " + e.getMessage(), "Check the path.", e);
    }

    private WavryException why() {
        CloseReason why = onlyPairing ? CloseReason.NOT_AUTHORIZED : reason();
        if (!heard || why == null) {
            return heard
                    ? new WavryException(ErrorKind.PEER_GONE, "The host did not end the order", "See its history.")
                    : nobody();
        }
        String text = why.sentence().replaceAll("\\.$", "");
        return switch (why) {
            case NOT_AUTHORIZED -> new WavryException(ErrorKind.NOT_AUTHORIZED, text, "Ask them for the right admin.");
            case REVOKED -> new WavryException(ErrorKind.REVOKED, text, "Ask its owner.");
            case WRONG_HOST_KEY, HANDSHAKE_FAILED ->
                new WavryException(ErrorKind.WRONG_HOST_KEY, text, "Compare ids, then use wavry hosts.");
            default ->
                new WavryException(
                        ErrorKind.PEER_GONE,
                        "The host ended the order: " + text,
                        "Look at its history before you repeat it.");
        };
    }

    @Override
    public void established(RiftConnection peer) {
        try {
            long bytes = file == null ? 0 : Files.size(file);
            peer.send(new Message.Order(ID, bytes, words), clock.nanoTime());
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Sends the file as far as there is room. */
    @Override
    void work(long nowNanos) {
        InputStream from = data;
        if (from == null || file == null || connection.state() != dev.wavry.rift.ConnectionState.ESTABLISHED) {
            return;
        }
        try {
            while (true) {
                Message.OrderData piece = next;
                if (piece == null) {
                    byte[] bytes = from.readNBytes(Message.OrderData.MOST_BYTES);
                    if (bytes.length == 0) {
                        data = null;
                        return;
                    }
                    piece = new Message.OrderData(ID, bytes);
                    next = piece;
                }
                if (connection.send(piece, nowNanos) != SendResult.ACCEPTED) {
                    return;
                }
                next = null;
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public void message(Message message) {
        if (message instanceof Message.OrderLine said && said.id() == ID) {
            line.append(said.text());
            if (!said.more()) {
                out.accept(line.toString());
                line.setLength(0);
            }
        } else if (message instanceof Message.OrderEnd end && end.id() == ID) {
            exitCode = end.exitCode();
        } else if (message instanceof Message.PairOffer) {
            onlyPairing = true;
        }
    }
}
