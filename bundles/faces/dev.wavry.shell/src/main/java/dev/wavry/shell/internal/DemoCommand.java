package dev.wavry.shell.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Host and client in this process, joined by real UDP on the loopback interface. */
@Command(name = "demo", description = "Shares this screen, or a test pattern, with a window on the same machine.")
final class DemoCommand implements Callable<Integer> {
    private static final int DEFAULT_SECONDS = 10;
    /** Long enough for the compiler of the Java machine to have seen every stage at work. */
    private static final int WARM_UP_SECONDS = 2;

    /** What shells say of a program that Ctrl-C ended. */
    private static final int STOPPED = 130;

    private final Surroundings around;

    @Mixin
    private HelpOption help = new HelpOption();

    @Mixin
    private PictureOptions pictures = new PictureOptions();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            converter = Converters.Seconds.class,
            description = {
                "How long; 10 by default, in a terminal until the window is closed or Ctrl-C.",
                "a whole number from 1 to 86400"
            })
    private @Nullable Integer seconds;

    @Option(names = "--json", description = "The last line of standard output is one JSON object with all figures.")
    private boolean json;

    @Option(names = "--headless", description = "Opens no window; pictures are decoded into memory.")
    private boolean headless;

    @Option(
            names = "--no-warm-up",
            description = "Measures from the first picture instead of after a session of 2 s that is thrown away.")
    private boolean noWarmUp;

    @Option(
            names = "--swap-tour",
            description = "Replaces every part in turn while the session runs, and tells the gap that each left.")
    private boolean swapTour;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = {"Draws the times between pictures of a swap tour as PNG.", "path of a file to be written"})
    private @Nullable Path plot;

    DemoCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws WavryException {
        boolean untilClosed = !swapTour && seconds == null && around.output().terminal() && !json;
        around.endBySignal();
        Loopback loopback = new Loopback(around, pictures);
        if (!noWarmUp && !untilClosed) {
            warmUp(loopback);
        }
        sayWhatIsShown();
        if (swapTour) {
            return tour(loopback);
        }
        int lasting = untilClosed ? Integer.MAX_VALUE : seconds == null ? DEFAULT_SECONDS : seconds;
        DemoResult result = loopback.run(renderer(), lasting);
        if (result.nothingShown()) {
            if (around.running().stopping()) {
                around.output().note("wavry: The demo was stopped before its first picture.");
                return STOPPED;
            }
            throw result.problem();
        }
        if (json) {
            around.output().json(result.json());
        } else {
            around.output().line(result.text());
        }
        return 0;
    }

    /** First swaps were seen to leave longer gaps than later ones, so a tour is rehearsed by a tour. */
    private void warmUp(Loopback loopback) throws WavryException {
        if (swapTour) {
            around.output().note("Rehearsing the tour; --no-warm-up leaves this out.");
            loopback.run("headless", new SwapTour(around));
        } else {
            around.output().note("Warming up for " + WARM_UP_SECONDS + " s; --no-warm-up leaves this out.");
            loopback.run("headless", WARM_UP_SECONDS);
        }
    }

    private int tour(Loopback loopback) throws WavryException {
        SwapTour tour = new SwapTour(around);
        DemoResult result = loopback.run(renderer(), tour);
        if (result.nothingShown()) {
            throw result.problem();
        }
        if (plot != null) {
            tour.plot(plot);
        }
        if (json) {
            around.output().json(tour.json());
        } else {
            tour.lines().forEach(around.output()::line);
        }
        return tour.good() ? 0 : ErrorKind.ROLLED_BACK.exitCode();
    }

    private void sayWhatIsShown() throws WavryException {
        boolean screen = around.wavry().displays().stream().anyMatch(d -> !d.endsWith("(testpattern)"));
        if (pictures.source().equals("auto") && !screen) {
            around.output().note("There is no screen to share here, so a test pattern is shown.");
        }
    }

    private String renderer() {
        if (headless) {
            around.output().note("Headless: pictures are decoded into memory and not shown.");
            return "headless";
        }
        if (Screens.windowPossible(around.environment())) {
            return "auto";
        }
        around.output().note("There is no display for a window here (DISPLAY is not set), so pictures are not shown.");
        return "headless";
    }

    /** What a demo that showed nothing ends with when nobody knows why. */
    static WavryException nothing(String plan) {
        return new WavryException(
                ErrorKind.INTERNAL,
                "No picture was presented (" + plan + ")",
                "Try --source testpattern --headless; if that works the screen or the window is the cause.");
    }
}
