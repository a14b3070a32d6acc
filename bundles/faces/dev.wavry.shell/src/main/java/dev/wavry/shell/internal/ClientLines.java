package dev.wavry.shell.internal;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.Role;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be written on standard input of a client.
 *
 * @param client the session
 * @param gaps looks at its pictures
 * @param around where answers go
 * @param json whether a program reads them
 */
record ClientLines(ClientHandle client, GapLine gaps, Surroundings around, boolean json)
        implements ControlLines.Answers {
    private static final Pattern CLICK = Pattern.compile("(\\d{1,5})\\s+(\\d{1,5})\\s+([1-9])");
    private static final Pattern VOLUME = Pattern.compile("(\\d{1,2}|100)(?:\\s+(\\d{1,2}))?");
    /** What answers by itself. */
    private static final List<String> ANSWERS = List.of("decoder", "audio-output", "gaps");

    private static final Pattern KEY = Pattern.compile("(\\d{1,3})\\s+(down|up)");

    @Override
    public List<String> known() {
        return List.of(
                "type <text>",
                "click X Y BUTTON",
                "key USAGE down|up",
                "decoder <word>",
                "audio-output <word>",
                "volume PERCENT [TRACK]",
                "gaps",
                "report",
                "quit");
    }

    @Override
    public boolean answer(String command, String rest) {
        Teller teller = new Teller(around.output(), json);
        boolean understood =
                switch (command) {
                    case "type" -> type(rest);
                    case "click" -> click(CLICK.matcher(rest));
                    case "key" -> key(KEY.matcher(rest));
                    case "decoder" -> prefer(teller, Role.DECODER, rest);
                    case "audio-output" -> prefer(teller, Role.AUDIO_OUTPUT, rest);
                    case "volume" -> volume(VOLUME.matcher(rest));
                    case "gaps" -> gaps(teller);
                    default -> false;
                };
        if (understood && !ANSWERS.contains(command)) {
            teller.obeyed(command);
        }
        return understood;
    }

    private boolean gaps(Teller teller) {
        gaps.tell(teller);
        return true;
    }

    private boolean type(String text) {
        if (!text.isEmpty()) {
            client.type(text);
        }
        return !text.isEmpty();
    }

    private boolean click(Matcher parts) {
        boolean understood = parts.matches();
        if (understood) {
            client.click(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)));
        }
        return understood;
    }

    private boolean key(Matcher parts) {
        boolean understood = parts.matches();
        if (understood) {
            client.key(Integer.parseInt(parts.group(1)), parts.group(2).equals("down"));
        }
        return understood;
    }

    private boolean volume(Matcher parts) {
        boolean understood = parts.matches();
        if (understood) {
            String track = parts.group(2);
            client.volume(track == null ? -1 : Integer.parseInt(track), Integer.parseInt(parts.group(1)));
        }
        return understood;
    }

    private boolean prefer(Teller teller, Role role, String word) {
        if (!word.isEmpty()) {
            client.prefer(role, word).thenAccept(result -> around.running().post(() -> teller.handOver(result)));
        }
        return !word.isEmpty();
    }
}
