package dev.wavry.rift.message;

import java.util.List;

/**
 * What is said on the control lane. Immutable; arrays and lists inside belong to the message. Limits are checked when a message is
 * made, so that what exists can be sent.
 */
public sealed interface Message {
    /** Which end of a session somebody wants to be. */
    enum Role {
        /** Watches and controls. */
        VIEWER,
        /** Is watched and controlled. */
        HOST,
        /** Only wants to know whether somebody is there. */
        PROBE
    }

    /** Why a PREPARE was not taken, or a session is paused. */
    enum Reason {
        /** None of the others; the text says more. */
        OTHER,
        /** No implementation of the codec is here. */
        NO_DECODER,
        /** An implementation is here and could not be opened. */
        DECODER_FAILED,
        /** The picture is larger than can be handled. */
        TOO_LARGE,
        /** No encoder is there at the moment. */
        NO_ENCODER,
        /** No picture source is there at the moment. */
        NO_SOURCE,
        /** The screen is locked or asleep. */
        SCREEN_LOCKED,
        /** The operator paused it. */
        OPERATOR,
        /** The person at the host is asked whether the client may come in. */
        AWAITING_CONSENT
    }

    /** What is said about sound; see {@link SoundMessage}. */
    non-sealed interface OfSound extends Message {}

    /** A codec that can be decoded and who does it. */
    record Decoding(String codec, String implementation) {
        public Decoding {
            Limits.text("codec", codec, 64);
            Limits.text("implementation", implementation, 128);
        }
    }

    /** A display of the host. */
    record Display(int id, String name, int width, int height, boolean primary) {
        public Display {
            Limits.text("name", name, 128);
            Limits.side("width", width);
            Limits.side("height", height);
        }
    }

    /**
     * First message of the client. {@code display} is a name or empty for the primary one; 0 means no limit for sizes and rate; repair
     * packets name their scheme by its place in {@code repairSchemes}.
     */
    record Hello(
            int version,
            String program,
            Role role,
            List<Decoding> decodings,
            List<String> pictureFormats,
            String display,
            int maxWidth,
            int maxHeight,
            int maxFramesPerSecond,
            List<String> repairSchemes)
            implements Message {
        /** Without any scheme of repair. */
        public Hello(
                int version,
                String program,
                Role role,
                List<Decoding> decodings,
                List<String> pictureFormats,
                String display,
                int maxWidth,
                int maxHeight,
                int maxFramesPerSecond) {
            this(
                    version,
                    program,
                    role,
                    decodings,
                    pictureFormats,
                    display,
                    maxWidth,
                    maxHeight,
                    maxFramesPerSecond,
                    List.of());
        }

        public Hello {
            decodings = List.copyOf(decodings);
            repairSchemes = List.copyOf(repairSchemes);
            Limits.count("repairSchemes", repairSchemes, 16);
            Limits.texts("repairSchemes", repairSchemes, 32);
            pictureFormats = List.copyOf(pictureFormats);
            Limits.range("version", version, 0, 65535);
            Limits.text("program", program, 64);
            Limits.count("decodings", decodings, 64);
            Limits.count("pictureFormats", pictureFormats, 32);
            Limits.texts("pictureFormats", pictureFormats, 32);
            Limits.text("display", display, 128);
            Limits.range("maxWidth", maxWidth, 0, 65535);
            Limits.range("maxHeight", maxHeight, 0, 65535);
            Limits.range("maxFramesPerSecond", maxFramesPerSecond, 0, 65535);
        }
    }

    /** First message of the host. {@code chosenDisplay} is the id of one of the displays, or -1 if there is none. */
    record Welcome(int version, String hostName, List<Display> displays, int chosenDisplay) implements Message {
        public Welcome {
            displays = List.copyOf(displays);
            Limits.range("version", version, 0, 65535);
            Limits.text("hostName", hostName, 255);
            Limits.count("displays", displays, 64);
        }
    }

    /** A new epoch of a stream is coming: open a decoder and answer {@link Ready} or {@link Refused}. */
    record Prepare(int stream, int epoch, String codec, int width, int height, byte[] configuration)
            implements Message {
        public Prepare {
            Limits.epoch(stream, epoch);
            Limits.text("codec", codec, 64);
            Limits.side("width", width);
            Limits.side("height", height);
            Limits.range("configuration", configuration.length, 0, Limits.CONFIGURATION_BYTES);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Prepare that
                    && stream == that.stream
                    && epoch == that.epoch
                    && codec.equals(that.codec)
                    && width == that.width
                    && height == that.height
                    && java.util.Arrays.equals(configuration, that.configuration);
        }

        @Override
        public int hashCode() {
            return stream << 16 | epoch;
        }
    }

    /** The host is to be reached by another carrier too, at this port of the same address: try it and answer. */
    record CarrierOffer(int serial, String transport, int port) implements Message {
        public CarrierOffer {
            Limits.range("serial", serial, 0, 65535);
            Limits.text("transport", transport, 32);
            Limits.range("port", port, 0, 65535);
        }
    }

    /** Whether the client can be reached by the carrier that was offered. */
    record CarrierAnswer(int serial, boolean ready, String text) implements Message {
        public CarrierAnswer {
            Limits.range("serial", serial, 0, 65535);
            Limits.text("text", text, 512);
        }
    }

    /** The host uses the carrier that was offered from now on, and so shall the client; or both stay with what they have. */
    record CarrierMove(int serial, boolean go) implements Message {
        public CarrierMove {
            Limits.range("serial", serial, 0, 65535);
        }
    }

    /** What the client may do from now on, one bit a right: view, control, clipboard, files, audio, admin. */
    record Rights(int bits) implements Message {
        public Rights {
            Limits.range("bits", bits, 0, 65535);
        }
    }

    /** The host does not know the client and answers nothing but a pairing. */
    record PairOffer() implements Message {}

    /** One side's share of a pairing. {@code purpose} is what the code is good for; {@code name} is what the machine calls itself. */
    record PairShare(int purpose, byte[] share, String name) implements Message {
        public PairShare {
            Limits.range("purpose", purpose, 0, 255);
            Limits.range("share", share.length, 32, 32);
            Limits.text("name", name, 64);
            share = share.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof PairShare that
                    && purpose == that.purpose
                    && java.util.Arrays.equals(share, that.share)
                    && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return java.util.Arrays.hashCode(share);
        }
    }

    /** Proof that the sender knows the code. */
    record PairTag(byte[] tag) implements Message {
        public PairTag {
            Limits.range("tag", tag.length, 32, 32);
            tag = tag.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof PairTag that && java.util.Arrays.equals(tag, that.tag);
        }

        @Override
        public int hashCode() {
            return java.util.Arrays.hashCode(tag);
        }
    }

    /** The decoder of this epoch is open. */
    record Ready(int stream, int epoch) implements Message {
        public Ready {
            Limits.epoch(stream, epoch);
        }
    }

    /** This epoch cannot be decoded here. */
    record Refused(int stream, int epoch, Reason reason, String text) implements Message {
        public Refused {
            Limits.epoch(stream, epoch);
            Limits.text("text", text, 512);
        }
    }

    /** A decoder cannot go on without a key frame, for a reason that is not loss on the way. */
    record KeyFrameRequest(int stream, int epoch) implements Message {
        public KeyFrameRequest {
            Limits.epoch(stream, epoch);
        }
    }

    /** No pictures will come until {@link Resumed}. */
    record Paused(int stream, Reason reason, String text) implements Message {
        public Paused {
            Limits.range("stream", stream, 0, 255);
            Limits.text("text", text, 512);
        }
    }

    /** Pictures come again. */
    record Resumed(int stream) implements Message {
        public Resumed {
            Limits.range("stream", stream, 0, 255);
        }
    }

    /** The pointer looks like this now; {@code argb} is premultiplied, row by row. */
    record CursorShape(long serial, int width, int height, int hotspotX, int hotspotY, int[] argb) implements Message {
        public CursorShape {
            Limits.range("width", width, 1, 256);
            Limits.range("height", height, 1, 256);
            Limits.range("hotspotX", hotspotX, 0, 255);
            Limits.range("hotspotY", hotspotY, 0, 255);
            Limits.range("argb", argb.length, width * height, width * height);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof CursorShape that
                    && serial == that.serial
                    && width == that.width
                    && height == that.height
                    && hotspotX == that.hotspotX
                    && hotspotY == that.hotspotY
                    && java.util.Arrays.equals(argb, that.argb);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(serial);
        }
    }

    /** The pointer is here now, in pixels of the picture; for the rare case, moves go by {@code RiftConnection.sendCursor}. */
    record CursorMoved(int x, int y, boolean visible) implements Message {}

    /** Displays were added, removed or resized. */
    record DisplaysChanged(List<Display> displays, int chosenDisplay) implements Message {
        public DisplaysChanged {
            displays = List.copyOf(displays);
            Limits.count("displays", displays, 64);
        }
    }

    /** The client wants to see another display, by the id the host gave it. */
    record SelectDisplay(int id) implements Message {}

    /** How many frames the client presented since the last report and how long each stage took there, in microseconds. */
    record StatsReport(long framesPresented, long framesDropped, List<StageTimes> stages) implements Message {
        public StatsReport {
            stages = List.copyOf(stages);
            Limits.count("stages", stages, 16);
        }
    }

    /** Percentiles of one stage in microseconds; {@code stage} is the ordinal of the SPI's stage. */
    record StageTimes(int stage, long p50Micros, long p95Micros, long p99Micros) {
        public StageTimes {
            Limits.range("stage", stage, 0, 255);
        }
    }

    /**
     * What an administrator wants done on the host, in words. If {@code dataBytes} is not 0, so many bytes of a file follow in
     * {@link OrderData}, and the word {@link #FILE} stands for it.
     */
    record Order(int id, long dataBytes, List<String> words) implements Message {
        /** Most bytes of a file. */
        public static final long MOST_DATA_BYTES = 128L << 20;

        /** The word that stands for the file. */
        public static final String FILE = "@";

        public Order {
            words = List.copyOf(words);
            Limits.range("dataBytes", dataBytes, 0, MOST_DATA_BYTES);
            Limits.count("words", words, 32);
            Limits.texts("words", words, 1024);
        }
    }

    /** The next bytes of the file of an order. */
    record OrderData(int id, byte[] bytes) implements Message {
        /** Most bytes in one message. */
        public static final int MOST_BYTES = 32 << 10;

        public OrderData {
            Limits.range("bytes", bytes.length, 1, MOST_BYTES);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OrderData that && id == that.id && java.util.Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return id;
        }
    }

    /** A line that an order says, or a part of it if more follows. */
    record OrderLine(int id, boolean more, String text) implements Message {
        /** Most bytes in one message. */
        public static final int MOST_BYTES = 32 << 10;

        public OrderLine {
            Limits.text("text", text, MOST_BYTES);
        }
    }

    /** An order is over. */
    record OrderEnd(int id, int exitCode) implements Message {
        public OrderEnd {
            Limits.range("exitCode", exitCode, 0, 255);
        }
    }

    /** The session is over; said before the connection is closed so that the reason arrives for sure. */
    record Bye(Reason reason, String text) implements Message {
        public Bye {
            Limits.text("text", text, 512);
        }
    }
}
