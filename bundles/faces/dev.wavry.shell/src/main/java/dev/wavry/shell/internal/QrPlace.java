package dev.wavry.shell.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where a QR code may be shown: on a terminal that is wide enough and writes UTF-8, and nowhere else.
 *
 * @param output of the command
 * @param environment of the command
 * @param wanted whether somebody asked for it, so that it is said why there is none
 */
record QrPlace(Output output, Map<String, String> environment, boolean wanted) {
    private static final int USUAL_COLUMNS = 80;

    static QrPlace of(Surroundings around, boolean wanted) {
        return new QrPlace(around.output(), around.environment(), wanted);
    }

    /** Shows a code and where to bring it, if that fits here. */
    void show(String listening, String code) {
        if (!output.terminal()) {
            return;
        }
        if (listening.startsWith("127.") || listening.startsWith("[") && listening.contains("::1]")) {
            if (!wanted) {
                return;
            }
            output.note("The host listens on this machine only, so the QR code serves nobody elsewhere.");
        }
        QrPicture picture = new QrPicture(PairText.of(reachable(listening), code));
        String obstacle = obstacle(picture);
        if (obstacle.isEmpty()) {
            for (String line : picture.lines()) {
                print(line);
            }
            output.line("");
        } else if (wanted) {
            output.note("There is no QR code, because " + obstacle + ".");
        }
    }

    private String obstacle(QrPicture picture) {
        if (environment.getOrDefault("TERM", "").equals("dumb")) {
            return "this terminal knows no colours";
        }
        if (!utf8()) {
            return "this terminal does not write UTF-8, says the language in LANG";
        }
        int columns = columns();
        return columns < picture.width() ? "it needs " + picture.width() + " columns and here are " + columns : "";
    }

    /** As the C library decides. */
    private boolean utf8() {
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(value -> value.toUpperCase(java.util.Locale.ROOT)
                        .replace("-", "")
                        .contains("UTF8"))
                .orElse(false);
    }

    /** In bytes, because the encoding of standard output is not ours to choose. */
    private void print(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        output.out().write(bytes, 0, bytes.length);
        output.out().flush();
    }

    private int columns() {
        String told = environment.getOrDefault("COLUMNS", "");
        return told.matches("[0-9]{1,4}") ? Integer.parseInt(told) : asked();
    }

    private static int asked() {
        try {
            Process stty = new ProcessBuilder(List.of("stty", "size"))
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroy();
                return USUAL_COLUMNS;
            }
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return said.matches("[0-9]{1,4} [1-9][0-9]{0,3}")
                    ? Integer.parseInt(said.substring(said.indexOf(' ') + 1))
                    : USUAL_COLUMNS;
        } catch (IOException e) {
            return USUAL_COLUMNS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_COLUMNS;
        }
    }

    /** A host that listens everywhere is named by one of its addresses, one of the own network if there is any. */
    private static String reachable(String listening) {
        int colon = listening.lastIndexOf(':');
        String host = colon < 0 ? listening : listening.substring(0, colon);
        boolean everywhere = List.of("0.0.0.0", "[::]", "::", "0:0:0:0:0:0:0:0", "[0:0:0:0:0:0:0:0]")
                .contains(host);
        return everywhere ? ownAddress() + listening.substring(colon) : listening;
    }

    private static String ownAddress() {
        try {
            List<InetAddress> own = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof java.net.Inet4Address && !address.isLoopbackAddress())
                    .toList();
            return own.stream()
                    .filter(InetAddress::isSiteLocalAddress)
                    .findFirst()
                    .or(() -> own.stream().findFirst())
                    .map(InetAddress::getHostAddress)
                    .orElse("127.0.0.1");
        } catch (SocketException e) {
            return "127.0.0.1";
        }
    }
}
