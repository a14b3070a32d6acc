package dev.wavry.shell.internal;

import dev.wavry.api.Operator;
import dev.wavry.api.WavryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The orders of {@code wavry bundles} as commands of a Gogo shell, scope {@code wavry}. All of them go through the door that every other
 * order goes through. Gogo calls the methods by their names.
 */
@Component(
        service = GogoCommands.class,
        property = {
            "osgi.command.scope=wavry",
            "osgi.command.function=list",
            "osgi.command.function=info",
            "osgi.command.function=install",
            "osgi.command.function=update",
            "osgi.command.function=swap",
            "osgi.command.function=rollback",
            "osgi.command.function=remove",
            "osgi.command.function=pin",
            "osgi.command.function=unpin",
            "osgi.command.function=history"
        })
public final class GogoCommands {
    /** Names of the commands. */
    static final List<String> NAMES =
            List.of("list", "info", "install", "update", "swap", "rollback", "remove", "pin", "unpin", "history");

    private final Door door;
    private final Supplier<Consumer<String>> out;

    /** Where orders go. */
    interface Door {
        /** Has an order carried out. @return its exit code */
        int perform(List<String> words, Consumer<String> out) throws WavryException;
    }

    /** A command did not do what it was told; what it said tells why. */
    @SuppressWarnings("serial") // Never written anywhere.
    static final class NotDoneException extends RuntimeException {
        private final int exitCode;

        NotDoneException(int exitCode) {
            super("the order was not carried out, exit code " + exitCode);
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }

    /** Made by SCR for whatever Gogo runs in this framework; Gogo leads the standard output of its sessions to whoever typed. */
    @Activate
    public GogoCommands(@Reference Operator operator) {
        this(
                (words, said) -> operator.perform(words, "gogo:" + System.getProperty("user.name"), said),
                () -> System.out::println);
    }

    GogoCommands(Door door, Supplier<Consumer<String>> out) {
        this.door = door;
        this.out = out;
    }

    /** Carries out the command of this name. */
    void perform(String name, List<String> words) throws WavryException {
        List<String> order = new ArrayList<>();
        order.add(name);
        order.addAll(words);
        OperateCommands.absolute(order);
        int code = door.perform(order, out.get());
        if (code != 0) {
            throw new NotDoneException(code);
        }
    }

    private void perform(String name, String... words) throws WavryException {
        perform(name, Arrays.asList(words));
    }

    /** Bundles and what they do. */
    public void list(String... words) throws WavryException {
        perform("list", words);
    }

    /** One bundle. */
    public void info(String... words) throws WavryException {
        perform("info", words);
    }

    /** Brings a bundle in. */
    public void install(String... words) throws WavryException {
        perform("install", words);
    }

    /** Puts another version in the place of a bundle. */
    public void update(String... words) throws WavryException {
        perform("update", words);
    }

    /** Makes a bundle live in a role. */
    public void swap(String... words) throws WavryException {
        perform("swap", words);
    }

    /** Goes back to the set before. */
    public void rollback(String... words) throws WavryException {
        perform("rollback", words);
    }

    /** Stops and forgets a bundle. */
    public void remove(String... words) throws WavryException {
        perform("remove", words);
    }

    /** Refuses to exchange a bundle from now on. */
    public void pin(String... words) throws WavryException {
        perform("pin", words);
    }

    /** Lets a bundle be exchanged again. */
    public void unpin(String... words) throws WavryException {
        perform("unpin", words);
    }

    /** Who did what. */
    public void history(String... words) throws WavryException {
        perform("history", words);
    }
}
