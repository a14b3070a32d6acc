package dev.wavry.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.BundleException;

/** Entry point of every Wavry product: framework up, command run on this thread, framework down, exit code out. */
public final class Main {
    /** Exit code for a start that failed before any command could run (EX_SOFTWARE of sysexits). */
    static final int CANNOT_START = 70;

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

    private static int run(String[] args) {
        Home home = Home.find();
        Path state = State.folder();
        boolean developer = List.of(args).contains("--developer") || "1".equals(System.getenv("WAVRY_DEVELOPER"));
        Settings.apply(home);
        Settings.apply(state, developer);
        try (Storage storage = Storage.open()) {
            Container container = Container.create(home, storage, InstalledSet.read(state, developer));
            Thread goodbye = new Thread(() -> goodbye(container, storage), "goodbye");
            Runtime.getRuntime().addShutdownHook(goodbye);
            try {
                container.start();
                return Command.await(container.context()).applyAsInt(args);
            } finally {
                container.stop();
            }
        } catch (IOException | BundleException | CannotStartException e) {
            System.err.println("wavry: " + e.getMessage());
            return CANNOT_START;
        }
    }
}
