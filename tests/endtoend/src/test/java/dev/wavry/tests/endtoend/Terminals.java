package dev.wavry.tests.endtoend;

import dev.wavry.lab.Program;
import dev.wavry.lab.Wavry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands in a terminal, which a test is not. */
final class Terminals {
    private static final Pattern CODE = Pattern.compile("\\s*([0-9A-Z]{4}(-[0-9A-Z]{4})+)\\s*");

    private Terminals() {}

    /** Runs a command of the scene's home. */
    static Program start(Scene scene, String words) {
        return start(scene, Map.of("TERM", "dumb"), words);
    }

    /** The same in a terminal that can do more. */
    static Program start(Scene scene, Map<String, String> abilities, String words) {
        String command = Path.of(System.getProperty("wavry.root", System.getenv("WAVRY_ROOT")))
                .resolve("distribution/target/wavry/bin/wavry")
                .toAbsolutePath()
                .toString();
        Map<String, String> environment = new HashMap<>(abilities);
        environment.put("WAVRY_HOME", scene.wavry.home().toString());
        return scene.keep(Program.start(environment, List.of("script", "-qefc", command + " " + words, "/dev/null")));
    }

    /** Waits until it shows a code. */
    static String code(Program pair) {
        String line = pair.await(
                        "a code", Wavry.PATIENCE, 0, text -> CODE.matcher(text).matches())
                .text();
        Matcher matcher = CODE.matcher(line);
        if (!matcher.matches()) {
            throw new AssertionError(line);
        }
        return matcher.group(1);
    }
}
