package dev.wavry.lib.pulse;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** Reads the structs that libpulse hands to callbacks; where a field lies is part of its stable interface on 64-bit machines. */
final class Infos {
    private static final int MOST_CHARACTERS = 1024;

    private Infos() {}

    static String defaultSink(Pointer server) {
        return text(server.getPointer(48));
    }

    static String defaultSource(Pointer server) {
        return text(server.getPointer(56));
    }

    static SoundMap.Sink sink(Pointer info) {
        return new SoundMap.Sink(
                info.getInt(8),
                text(info.getPointer(0)),
                text(info.getPointer(16)),
                info.getInt(28),
                info.getByte(32) & 0xff,
                info.getInt(304) != 0,
                volume(info, 172),
                text(info.getPointer(312)));
    }

    static SoundMap.Source source(Pointer info) {
        return new SoundMap.Source(
                info.getInt(8),
                text(info.getPointer(0)),
                text(info.getPointer(16)),
                info.getInt(28),
                info.getByte(32) & 0xff,
                info.getInt(304) != 0,
                volume(info, 172),
                info.getInt(308) != -1);
    }

    static SoundMap.Playing playing(Pointer info) {
        Pointer properties = info.getPointer(344);
        return new SoundMap.Playing(
                info.getInt(0),
                info.getInt(24),
                info.getInt(32),
                info.getByte(36) & 0xff,
                info.getInt(336) != 0,
                volume(info, 172),
                info.getInt(352) != 0,
                property(properties, "application.name"),
                property(properties, "application.process.binary"),
                text(info.getPointer(8)),
                number(property(properties, "application.process.id")));
    }

    static int moduleIndex(Pointer info) {
        return info.getInt(0);
    }

    static String moduleArgument(Pointer info) {
        return text(info.getPointer(16));
    }

    /** The loudest channel of a {@code pa_cvolume}. */
    private static int volume(Pointer info, int at) {
        int channels = Math.min(32, info.getByte(at) & 0xff);
        int loudest = 0;
        for (int i = 0; i < channels; i++) {
            loudest = Math.max(loudest, info.getInt(at + 4 + 4L * i));
        }
        return loudest;
    }

    private static String property(@Nullable Pointer properties, String key) {
        if (properties == null) {
            return "";
        }
        String value = Pulse.pa_proplist_gets(properties, key);
        return value == null ? "" : cut(value);
    }

    private static String text(@Nullable Pointer string) {
        return string == null ? "" : cut(string.getString(0, "UTF-8"));
    }

    /** Names come from other programs: no control characters, no novels. */
    private static String cut(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() <= MOST_CHARACTERS ? clean : clean.substring(0, MOST_CHARACTERS);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
