package dev.wavry.platform.linux.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads what the system says about itself in its files. */
final class MachineFacts {
    private final Path root;

    /** Looks below a folder, so that tests can show it another machine. */
    MachineFacts(Path root) {
        this.root = root;
    }

    /** Name of the distribution and version of the kernel. */
    String operatingSystem() {
        String name = value(root.resolve("etc/os-release"), "PRETTY_NAME");
        return (name.isEmpty() ? "Linux" : name) + ", kernel " + System.getProperty("os.version");
    }

    /** Driver and PCI id of each graphics device, such as {@code i915 8086:9A49}. */
    List<String> gpus() {
        List<String> found = new ArrayList<>();
        Path devices = root.resolve("sys/class/drm");
        try (DirectoryStream<Path> cards = Files.newDirectoryStream(devices, "card[0-9]*")) {
            for (Path card : cards) {
                // Connectors such as card0-DP-1 lie beside the cards.
                if (card.getFileName().toString().indexOf('-') < 0) {
                    Path facts = card.resolve("device/uevent");
                    found.add((value(facts, "DRIVER") + " " + value(facts, "PCI_ID")).strip());
                }
            }
        } catch (IOException none) {
            return List.of();
        }
        found.removeIf(String::isEmpty);
        Collections.sort(found);
        return found;
    }

    private static String value(Path file, String key) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(key + "=")) {
                    return line.substring(key.length() + 1).replace("\"", "").strip();
                }
            }
            return "";
        } catch (IOException notThere) {
            return "";
        }
    }
}
