package dev.wavry.rift.message;

import java.util.List;

/**
 * What is said about sound, by either side to the other: whoever has something to play tells of its tracks, whoever listens says what it
 * can decode. Tracks are numbered by the one that sends them. Immutable; limits are checked when a message is made.
 */
public sealed interface SoundMessage extends Message.OfSound {
    /** Most tracks of one side. */
    int MOST_TRACKS = 16;

    /** Longest packet of coded sound. */
    int MOST_PACKET_BYTES = 4000;

    /** What a track carries. */
    enum Kind {
        /** Everything an output plays. */
        SYSTEM,
        /** A microphone. */
        MICROPHONE,
        /** One application. */
        APPLICATION,
        /** Something made up. */
        SYNTHETIC
    }

    /**
     * The sender listens, or no longer does.
     *
     * @param codecs what it decodes, best first; empty if it does not listen
     * @param without one bit for each track, lowest first, that it does not want
     */
    record Listen(List<String> codecs, int without) implements SoundMessage {
        public Listen {
            codecs = List.copyOf(codecs);
            Limits.count("codecs", codecs, 16);
            Limits.texts("codecs", codecs, 64);
            Limits.range("without", without, 0, 65535);
        }
    }

    /**
     * A new epoch of a track is coming: open a decoder and answer {@link TrackReady} or {@link TrackRefused}.
     *
     * @param frameSamples samples per channel and frame at 48 kHz; the same for all epochs of a track
     */
    record Track(int track, int epoch, String codec, int channels, int frameSamples, Kind kind, String name)
            implements SoundMessage {
        public Track {
            number(track, epoch);
            Limits.text("codec", codec, 64);
            Limits.range("channels", channels, 1, 8);
            Limits.range("frameSamples", frameSamples, 48, 4800);
            Limits.text("name", name, 128);
        }
    }

    /** The decoder of this epoch is open. */
    record TrackReady(int track, int epoch) implements SoundMessage {
        public TrackReady {
            number(track, epoch);
        }
    }

    /** This epoch cannot be decoded here. */
    record TrackRefused(int track, int epoch, String text) implements SoundMessage {
        public TrackRefused {
            number(track, epoch);
            Limits.text("text", text, 512);
        }
    }

    /** Something about a track that a person should know; empty if all is well. */
    record TrackTold(int track, String text) implements SoundMessage {
        public TrackTold {
            Limits.range("track", track, 0, MOST_TRACKS - 1);
            Limits.text("text", text, 512);
        }
    }

    /** The track is no more. */
    record TrackEnded(int track) implements SoundMessage {
        public TrackEnded {
            Limits.range("track", track, 0, MOST_TRACKS - 1);
        }
    }

    private static void number(int track, int epoch) {
        Limits.range("track", track, 0, MOST_TRACKS - 1);
        Limits.range("epoch", epoch, 0, 255);
    }
}
