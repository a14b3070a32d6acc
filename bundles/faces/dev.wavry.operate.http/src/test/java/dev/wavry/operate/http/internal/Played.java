package dev.wavry.operate.http.internal;

import dev.wavry.api.Operator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A door that writes down what it is told and says what it is told to say. */
final class Played implements Operator {
    final List<List<String>> orders = new CopyOnWriteArrayList<>();
    final List<String> who = new CopyOnWriteArrayList<>();
    final List<String> says = new CopyOnWriteArrayList<>(List.of("{\"event\":\"result\",\"done\":true}"));
    final CountDownLatch over = new CountDownLatch(1);
    /** Reached by the order that is being carried out, and opened by the test. */
    CountDownLatch busy = new CountDownLatch(1);

    CountDownLatch goOn = new CountDownLatch(0);
    volatile int code;
    volatile byte[] file = {};
    volatile String permissions = "";

    @Override
    public int perform(List<String> words, String by, Consumer<String> out) {
        orders.add(words);
        who.add(by);
        words.stream().filter(w -> w.endsWith(".jar")).forEach(this::look);
        busy.countDown();
        for (int i = 0; i < says.size(); i++) {
            out.accept(says.get(i));
            if (i == 0) {
                await(goOn);
            }
        }
        over.countDown();
        return code;
    }

    private void look(String path) {
        try {
            file = Files.readAllBytes(Path.of(path));
            permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let the order go on");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
