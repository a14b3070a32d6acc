package dev.wavry.shell.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a permission ends, as people say it. */
final class Expiry {
    private static final Pattern FROM_NOW = Pattern.compile("([1-9][0-9]{0,4})([mhd])");

    private Expiry() {}

    /** The moment, or null for never. A day lasts until its end where this machine is. */
    static @Nullable Instant parse(String text, Instant now) throws WavryException {
        Matcher fromNow = FROM_NOW.matcher(text);
        try {
            if (text.equals("never")) {
                return null;
            } else if (fromNow.matches()) {
                return now.plus(unit(fromNow.group(2)).multipliedBy(Long.parseLong(fromNow.group(1))));
            } else if (text.length() == 10) {
                return LocalDate.parse(text)
                        .plusDays(1)
                        .atStartOfDay(ZoneId.systemDefault())
                        .toInstant();
            }
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new WavryException(
                    ErrorKind.USAGE,
                    "--expires: '" + text + "' is not valid",
                    "Write never, 90m, 12h, 30d, a day such as 2027-01-31 or a moment such as 2027-01-31T12:00:00Z.",
                    e);
        }
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
