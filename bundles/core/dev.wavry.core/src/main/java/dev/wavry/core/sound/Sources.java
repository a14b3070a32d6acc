package dev.wavry.core.sound;

import dev.wavry.rift.message.SoundMessage;
import dev.wavry.spi.audio.AudioSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What somebody wrote about sound: {@code system,app:firefox}, or {@code disabled} for nothing at all. */
public final class Sources {
    /** The word for nothing at all. */
    public static final String DISABLED = "disabled";

    private static final String AUTO = "auto";

    /** A comma in front of a source, because the name of a source may have commas in it. */
    private static final Pattern BETWEEN = Pattern.compile(",(?=\\s*(?:system|microphone|app:|tone|disabled))");

    private Sources() {}

    /**
     * Reads several, with commas between them.
     *
     * @throws IllegalArgumentException with what is possible, if it is none
     */
    public static List<AudioSelector> parse(String text) {
        List<AudioSelector> all = new ArrayList<>();
        for (String one : BETWEEN.split(text)) {
            String word = one.strip();
            if (word.equals(DISABLED) || word.isEmpty()) {
                continue;
            }
            AudioSelector selector = AudioSelector.parse(word);
            switch (selector.kind()) {
                case OUTPUT, VIRTUAL_MICROPHONE, FILE ->
                    throw new IllegalArgumentException("'" + word
                            + "' plays sound and is no source of it; sources are system, microphone, app:NAME, tone and "
                            + DISABLED);
                default -> all.add(selector);
            }
        }
        if (all.size() > SoundMessage.MOST_TRACKS) {
            throw new IllegalArgumentException(all.size() + " sources of sound are too many; at most "
                    + SoundMessage.MOST_TRACKS + " can be sent");
        }
        return all;
    }

    /**
     * Reads where to play.
     *
     * @param sameMachine true if the host is on this machine, whose own sound would come back into it: then {@code auto} is nowhere
     * @return one or none
     * @throws IllegalArgumentException with what is possible, if it is none
     */
    public static List<AudioSelector> parseOutput(String text, boolean sameMachine) {
        if (text.equals(DISABLED) || text.equals(AUTO) && sameMachine) {
            return List.of();
        }
        AudioSelector selector = AudioSelector.parse(text.equals(AUTO) ? "output" : text);
        return switch (selector.kind()) {
            case OUTPUT, FILE -> List.of(selector);
            default ->
                throw new IllegalArgumentException("'" + text
                        + "' plays nothing; outputs are auto, output, output:NAME, file:PATH and " + DISABLED);
        };
    }
}
