package dev.wavry.shell.internal;

import dev.wavry.api.Right;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Turn words of the command line into values. What is valid is said by the flag's second description line, also when refusing. */
final class Converters {
    private Converters() {}

    /** Words of rights with commas between them. */
    static final class Rights implements ITypeConverter<Set<Right>> {
        @Override
        public Set<Right> convert(String text) {
            Set<Right> rights = EnumSet.noneOf(Right.class);
            try {
                for (String word : text.split(",", -1)) {
                    rights.add(Right.ofWord(word));
                }
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(text);
            }
            return rights;
        }
    }

    /** A whole number in a range. */
    abstract static class Whole implements ITypeConverter<Integer> {
        private final int least;
        private final int most;

        Whole(int least, int most) {
            this.least = least;
            this.most = most;
        }

        @Override
        public Integer convert(String text) {
            if (text.matches("\\d{1,9}")) {
                int value = Integer.parseInt(text);
                if (value >= least && value <= most) {
                    return value;
                }
            }
            throw new TypeConversionException(text);
        }
    }

    /** Number of a question. */
    static final class Number extends Whole {
        Number() {
            super(1, 999_999_999);
        }
    }

    /** Whether the person at the host is asked. */
    static final class Consent implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!text.equals("ask") && !text.equals("none")) {
                throw new TypeConversionException(text);
            }
            return text;
        }
    }

    /** Minutes that a code is taken; an hour at most. */
    static final class Minutes extends Whole {
        Minutes() {
            super(1, 60);
        }
    }

    /** How loud something is. */
    static final class Volume extends Whole {
        Volume() {
            super(0, 100);
        }
    }

    /** Seconds that something lasts; a day at most. */
    static final class Seconds extends Whole {
        Seconds() {
            super(1, 86_400);
        }
    }

    /** Number of a port. */
    static final class Port extends Whole {
        Port() {
            super(0, 65_535);
        }
    }

    /** How many sessions. */
    static final class Sessions extends Whole {
        Sessions() {
            super(1, 1_000_000);
        }
    }

    /** Pictures per second. */
    static final class FramesPerSecond extends Whole {
        FramesPerSecond() {
            super(1, 240);
        }
    }

    /** Kilobits per second. */
    static final class Kbps extends Whole {
        Kbps() {
            super(100, 1_000_000);
        }
    }

    /** Width and height of a picture. */
    static final class PictureSize implements ITypeConverter<Size> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

        @Override
        public Size convert(String text) {
            Matcher parts = FORM.matcher(text);
            if (parts.matches()) {
                Size size = new Size(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
                if (size.possible()) {
                    return size;
                }
            }
            throw new TypeConversionException(text);
        }
    }

    /** Seconds to look at something. */
    static final class WatchSeconds implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 999);
        }
    }

    /** Number of a process. */
    static final class ProcessNumber implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, Integer.MAX_VALUE);
        }
    }

    private static int number(String text, int most) {
        if (!text.matches("\\d{1,10}") || Long.parseLong(text) > most) {
            throw new TypeConversionException(text);
        }
        return Integer.parseInt(text);
    }

    /** Where to listen. */
    static final class ListenAddress implements ITypeConverter<InetSocketAddress> {
        @Override
        public InetSocketAddress convert(String text) {
            return address(text, 0);
        }
    }

    /** Whom to pair with. */
    static final class PairTarget implements ITypeConverter<PairText> {
        @Override
        public PairText convert(String text) {
            try {
                return PairText.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("not valid");
            }
        }
    }

    /** Which gateway. */
    static final class GatewayAddress implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                URI uri = new URI(text);
                if ("wss".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                // Refused below like everything else that is no address.
            }
            throw new TypeConversionException(text);
        }
    }

    /** Whom to ask. */
    static final class PeerAddress implements ITypeConverter<InetSocketAddress> {
        @Override
        public InetSocketAddress convert(String text) {
            return address(text, 1);
        }
    }

    /** Whom to connect to. */
    static final class HostTarget implements ITypeConverter<Target> {
        @Override
        public Target convert(String text) {
            int at = text.indexOf('@');
            if (text.matches("[A-Za-z2-7]{52}")) {
                return Target.anywhere(text);
            }
            if (at == 0) {
                throw new TypeConversionException(text);
            }
            return new Target(at < 0 ? null : text.substring(0, at), address(text.substring(at + 1), 1));
        }
    }

    private static InetSocketAddress address(String text, int firstPort) {
        try {
            return Addresses.parse(text, firstPort);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(text);
        }
    }
}
