package dev.wavry.shell.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import java.util.Map;

/** Shows a person how a pairing goes. The code is written to a terminal only, because what lies in files and pipes is read by others. */
final class PairTeller {
    private final Output output;
    private final boolean link;
    private boolean done;

    PairTeller(Output output, boolean link) {
        this.output = output;
        this.link = link;
    }

    /** Before any code is made. */
    static void checkTerminal(Output output) throws WavryException {
        if (!output.terminal()) {
            throw new WavryException(
                    ErrorKind.USAGE,
                    "A code is shown on a terminal only, because whoever reads it may come in, and this standard output is none",
                    "Run the command in a terminal without redirecting it; over ssh, use ssh -t.");
        }
    }

    void tell(Map<String, String> event) {
        switch (event.getOrDefault("event", "")) {
            case "code" -> code(event);
            case "wrong" -> output.line("A client tried a wrong code; " + event.get("left") + " more may be wrong.");
            case "paired" -> paired(event);
            default -> output.line("No client came in. " + event.getOrDefault("text", ""));
        }
    }

    private void code(Map<String, String> event) {
        String code = event.getOrDefault("code", "");
        String where = "THIS-MACHINE:" + event.get("port");
        output.line("");
        output.line("    " + code);
        output.line("");
        output.line("It is taken once, for " + event.get("minutes") + " min, while this command runs. On the client:");
        output.line(link ? "  wavry connect " + where + " --link " + code : "  wavry pair-with " + where + " " + code);
        output.line("Ctrl-C takes it back.");
    }

    private void paired(Map<String, String> event) {
        done = true;
        String name = event.getOrDefault("name", "");
        output.line((link ? "Let in once: " : "Paired with ") + event.get("id")
                + (name.isEmpty() || link ? "" : " '" + name + "'") + ".");
    }

    /** Whether a client proved the code. */
    boolean done() {
        return done;
    }
}
