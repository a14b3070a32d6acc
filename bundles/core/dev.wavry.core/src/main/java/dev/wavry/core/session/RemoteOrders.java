package dev.wavry.core.session;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.Operator;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.message.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders of one client that may administer the host. They come on CONTROL and are carried out one after the other on a thread of their
 * own, through the door that every other order goes through. Nothing a client says names a file of the host, and whom the host trusts is
 * not decided from afar.
 */
final class RemoteOrders {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteOrders.class);
    /** What is not about whose bundles are installed. */
    private static final Set<String> ACTIONS =
            Set.of("list", "info", "install", "update", "swap", "rollback", "remove", "pin", "unpin", "history");

    private final HostDesk desk;
    private final String who;
    private final Supplier<RiftLink> link;
    private final BooleanSupplier may;
    /** Belong to CONTROL. */
    private @Nullable ExecutorService thread;

    private long dataLeft;
    private int dataOf;
    /** What comes belongs to an order that was refused. */
    private boolean passedOver;

    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean over;
    /** Belongs to the thread of the orders. */
    private @Nullable Upload upload;

    /** @param may whether the client has the right now */
    RemoteOrders(HostDesk desk, String peer, Supplier<RiftLink> link, BooleanSupplier may) {
        this.desk = desk;
        this.who = "rift:" + peer;
        this.link = link;
        this.may = may;
    }

    private record Upload(Message.Order order, Path file, OutputStream out) {}

    /** Takes a message. @return false if it is about something else */
    boolean handle(Message message) {
        if (message instanceof Message.Order order) {
            begin(order);
        } else if (message instanceof Message.OrderData data) {
            more(data);
        } else {
            return false;
        }
        return true;
    }

    private void begin(Message.Order order) {
        if (dataLeft > 0) {
            link.get().close(CloseReason.PROTOCOL_ERROR, "an order within the file of another");
            return;
        }
        dataLeft = order.dataBytes();
        dataOf = order.id();
        passedOver = true;
        if (!may.getAsBoolean()) {
            refuse(order, ErrorKind.NOT_AUTHORIZED, "This client has no right to administer. Its owner can give it.");
        } else if (!busy.compareAndSet(false, true)) {
            refuse(order, ErrorKind.BUSY, "An order of this client is being carried out. Wait for its end.");
        } else {
            passedOver = false;
            threads().execute(() -> receive(order));
        }
    }

    private void more(Message.OrderData data) {
        dataLeft -= data.bytes().length;
        if (dataLeft < 0 || data.id() != dataOf) {
            link.get().close(CloseReason.PROTOCOL_ERROR, "bytes of no order");
        } else if (!passedOver) {
            boolean last = dataLeft == 0;
            threads().execute(() -> receive(data, last));
        }
    }

    private ExecutorService threads() {
        ExecutorService known = thread;
        if (known == null) {
            known = Executors.newSingleThreadExecutor(work -> {
                Thread fresh = new Thread(work, "wavry-remote-orders");
                fresh.setDaemon(true);
                return fresh;
            });
            thread = known;
        }
        return known;
    }

    /** The client lost the right, or nothing may come of it any more. A session that came for orders ends with it. */
    void ruled() {
        if (thread != null && !may.getAsBoolean()) {
            link.get().close(CloseReason.REVOKED, "");
        }
    }

    /** The session is over: what was begun goes on to its end, what was not is forgotten. */
    void end() {
        over = true;
        ExecutorService known = thread;
        if (known != null) {
            known.execute(this::forget);
            known.shutdown();
        }
    }

    // On the thread of the orders.

    private void receive(Message.Order order) {
        try {
            if (order.dataBytes() == 0) {
                perform(order, "");
            } else {
                Path file = Files.createTempFile("wavry-remote-", ".jar");
                upload = new Upload(order, file, Files.newOutputStream(file));
            }
        } catch (IOException e) {
            failed(order, e);
        }
    }

    private void receive(Message.OrderData data, boolean last) {
        Upload now = upload;
        if (now == null) {
            return;
        }
        try {
            now.out().write(data.bytes());
            if (last) {
                now.out().close();
                perform(now.order(), now.file().toString());
                forget();
            }
        } catch (IOException e) {
            forget();
            failed(now.order(), e);
        }
    }

    private void failed(Message.Order order, IOException e) {
        LOG.warn("The file of an order could not be kept: {}", e.toString());
        busy.set(false);
        refuse(order, ErrorKind.DISK, "The host has no room for the file. Free some.");
    }

    private void forget() {
        Upload now = upload;
        upload = null;
        if (now != null) {
            try {
                now.out().close();
                Files.deleteIfExists(now.file());
            } catch (IOException e) {
                LOG.warn("The file of an order stays behind: {}", e.toString());
            }
        }
    }

    private void perform(Message.Order order, String file) {
        Runnable last = () -> LOG.info("An order of {} came to nothing: it may not give any", who);
        try {
            if (!over && may.getAsBoolean()) {
                last = allowed(order, file);
            }
        } finally {
            // Before its end is told, because the next order may follow at once.
            busy.set(false);
        }
        last.run();
    }

    /** Carries an order out. @return what tells its end */
    private Runnable allowed(Message.Order order, String file) {
        Operator operator = desk.operator();
        String wrong = wrong(order);
        if (operator == null) {
            return () ->
                    refuse(order, ErrorKind.NO_BUNDLE, "Nobody here carries orders out. Install dev.wavry.operate.");
        }
        if (!wrong.isEmpty()) {
            return () -> refuse(order, ErrorKind.USAGE, wrong);
        }
        List<String> words = new ArrayList<>(order.words());
        words.replaceAll(word -> word.equals(Message.Order.FILE) ? file : word);
        OrderVoice voice = new OrderVoice(link.get(), order.id(), true);
        int code = operator.perform(words, who, () -> !over && may.getAsBoolean(), voice::line);
        return () -> voice.end(code);
    }

    private static String wrong(Message.Order order) {
        List<String> words = order.words();
        if (words.isEmpty() || !ACTIONS.contains(words.get(0))) {
            return "From another machine these can be done: "
                    + String.join(", ", ACTIONS.stream().sorted().toList()) + ". Do the rest there.";
        }
        long files = words.stream().filter(Message.Order.FILE::equals).count();
        boolean plain = words.stream()
                .allMatch(w -> w.equals(Message.Order.FILE) || w.matches("[A-Za-z0-9._=-][A-Za-z0-9._=@-]*"));
        return plain && files == (order.dataBytes() > 0 ? 1 : 0)
                ? ""
                : "An order names no files of the host. Send the bundle along.";
    }

    private void refuse(Message.Order order, ErrorKind kind, String text) {
        OrderVoice voice = new OrderVoice(link.get(), order.id(), false);
        voice.line(
                order.words().contains("--json")
                        ? "{\"event\":\"result\",\"done\":false,\"text\":\"" + text + "\",\"kind\":\"" + kind
                                + "\",\"exitCode\":" + kind.exitCode() + "}"
                        : text);
        voice.end(kind.exitCode());
    }
}
