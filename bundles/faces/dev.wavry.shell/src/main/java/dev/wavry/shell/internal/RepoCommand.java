package dev.wavry.shell.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where bundles come from that are named and not sent. Needs no running host. */
@Command(
        name = "repo",
        description = "Lists, adds, removes or refreshes repositories of bundles, or makes and signs the index of one.")
final class RepoCommand implements Callable<Integer> {
    /** Which of the words behind an action may be paths. */
    private static final Map<String, List<Integer>> PATHS = Map.of(
            "list", List.of(),
            "add", List.of(2),
            "remove", List.of(),
            "refresh", List.of(),
            "index", List.of(1, 2));

    private final Surroundings around;

    @Mixin
    private HelpOption help = new HelpOption();

    @Parameters(
            paramLabel = "ACTION",
            arity = "1..4",
            description = {
                "What to do: list, add NAME FOLDER-OR-HTTPS-ADDRESS, remove NAME, refresh [NAME], index FOLDER KEYSTORE ALIAS.",
                "one of these actions with its words"
            })
    private List<String> words = List.of();

    @Option(names = "--json", description = "Writes one JSON object a line.")
    private boolean json;

    RepoCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws WavryException {
        List<String> order = new ArrayList<>(words);
        List<Integer> paths = PATHS.get(order.get(0));
        if (paths == null) {
            throw new WavryException(
                    ErrorKind.USAGE,
                    "There is no action '" + order.get(0) + "'",
                    "Write list, add NAME WHERE, remove NAME, refresh or index FOLDER KEYSTORE ALIAS.");
        }
        for (int i : paths) {
            if (i < order.size() && !order.get(i).startsWith("https:")) {
                order.set(i, Path.of(order.get(i)).toAbsolutePath().toString());
            }
        }
        order.set(0, "repo-" + order.get(0));
        if (json) {
            order.add("--json");
        }
        String who = "command:" + System.getProperty("user.name");
        return around.product().operator().perform(order, who, around.output()::line);
    }
}
