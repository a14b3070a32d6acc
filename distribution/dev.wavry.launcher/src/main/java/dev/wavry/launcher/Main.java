package dev.wavry.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.BundleException;

/** Entry point of every Wavry product: framework up, command run on this thread, framework down, exit code out. */
public final class Main {
    /** Exit code for a start that failed before any command could run (EX_SOFTWARE of sysexits). */
    static final int CANNOT_START = 70;

    /** Set to true by whoever stops the framework and wants it to start anew with what is installed then. */
    private static final String AGAIN = "wavry.again";

    private Main() {}

    /**
     * Runs one command.
     *
     * @param args the command line, passed on untouched
     */
    public static void main(String[] args) {
        // Exit even if a bundle left a thread behind.
        System.exit(run(args));
    }

    /** Runs at SIGTERM and SIGINT too, so that sessions can tell their peers. */
    private static void goodbye(Container container, Storage storage) {
        container.stop();
        storage.close();
    }

    /** The framework from beginning to end; what is installed is read anew each time. */
    private static int once(String[] args, Home home, Path state, boolean developer)
            throws IOException, BundleException, CannotStartException {
        try (Storage storage = Storage.open()) {
            Container container = Container.create(home, storage, InstalledSet.read(state, developer));
            Thread goodbye = new Thread(() -> goodbye(container, storage), "goodbye");
            Runtime.getRuntime().addShutdownHook(goodbye);
            try {
                container.start();
                return Command.await(container.context()).applyAsInt(args);
            } finally {
                container.stop();
                forget(goodbye);
            }
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already, and the hook runs.
        }
    }

    private static int run(String[] args) {
        Home home = Home.find();
        Path state = State.folder();
        boolean developer = List.of(args).contains("--developer") || "1".equals(System.getenv("WAVRY_DEVELOPER"));
        Settings.apply(home);
        Settings.apply(state, developer);
        try {
            int code;
            do {
                System.clearProperty(AGAIN);
                code = once(args, home, state, developer);
            } while (Boolean.getBoolean(AGAIN));
            return code;
        } catch (IOException | BundleException | CannotStartException e) {
            System.err.println("wavry: " + e.getMessage());
            return CANNOT_START;
        }
    }
}
