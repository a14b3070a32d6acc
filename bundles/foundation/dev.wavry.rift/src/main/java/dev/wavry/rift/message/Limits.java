package dev.wavry.rift.message;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bounds every message keeps; breaking one is the defect of whoever makes the message, or malice of whoever sent it. */
final class Limits {
    static final int CONFIGURATION_BYTES = 64 << 10;

    private Limits() {}

    static void range(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
    }

    static void side(String name, int value) {
        range(name, value, 1, 65535);
    }

    static void epoch(int stream, int epoch) {
        range("stream", stream, 0, 255);
        range("epoch", epoch, 0, 65535);
    }

    static void text(String name, String value, int mostBytes) {
        int bytes = value.length() > mostBytes ? value.length() : value.getBytes(StandardCharsets.UTF_8).length;
        range("bytes of " + name, bytes, 0, mostBytes);
    }

    static void texts(String name, List<String> values, int mostBytes) {
        for (String value : values) {
            text(name, value, mostBytes);
        }
    }

    static void count(String name, List<?> values, int most) {
        range("number of " + name, values.size(), 0, most);
    }
}
