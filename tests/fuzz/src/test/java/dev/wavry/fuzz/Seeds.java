package dev.wavry.fuzz;

import dev.wavry.codec.raw.internal.RawEncoders;
import dev.wavry.codec.tiles.internal.TilesEncoders;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.tck.Canvas;
import dev.wavry.tck.EncoderBench;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** True bytes to begin with: the golden ones of {@code docs/protocol.md}, and what the encoders make of a few pictures. */
final class Seeds {
    private static final int FRAME_HEAD = 3;
    /** Number and time. */
    private static final int SOUND_HEAD = 12;

    private Seeds() {}

    /** Writes the seeds of a target into a folder; how many there are. */
    static int write(String target, Path protocol, Path folder) throws IOException {
        Files.createDirectories(folder);
        int count = 0;
        for (Map.Entry<String, byte[]> golden : golden(protocol).entrySet()) {
            byte[] seed = seed(target, golden.getKey(), golden.getValue());
            if (seed != null) {
                Files.write(folder.resolve(golden.getKey().replace('/', '-')), seed);
                count++;
            }
        }
        byte[] id = golden(protocol).get("identity/client-id");
        if (id == null) {
            throw new IllegalStateException("the page has no golden id");
        }
        for (Map.Entry<String, byte[]> own : TextSeeds.of(target, id).entrySet()) {
            Files.write(folder.resolve(own.getKey()), own.getValue());
            count++;
        }
        if (target.startsWith("codec-")) {
            byte[] coded =
                    target.equals("codec-raw") ? coded(new RawEncoders(), 48, 32) : coded(new TilesEncoders(), 48, 32);
            Files.write(folder.resolve("pictures"), coded);
            count++;
        }
        if (target.startsWith("sound-")) {
            Files.write(folder.resolve("sound"), SoundTarget.seed(target));
            count++;
        }
        return count;
    }

    private static Map<String, byte[]> golden(Path protocol) throws IOException {
        Map<String, StringBuilder> blocks = new TreeMap<>();
        StringBuilder block = null;
        for (String line : Files.readAllLines(protocol)) {
            if (line.startsWith("```golden ")) {
                block = new StringBuilder();
                blocks.put(line.substring(10).trim(), block);
            } else if (line.startsWith("```")) {
                block = null;
            } else if (block != null) {
                block.append(line.replaceAll("\\s", ""));
            }
        }
        Map<String, byte[]> bytes = new TreeMap<>();
        blocks.forEach((name, hex) -> bytes.put(name, HexFormat.of().parseHex(hex)));
        return bytes;
    }

    /** What a target makes of a golden block; null if it is not for this target. */
    private static byte @org.jspecify.annotations.Nullable [] seed(String target, String name, byte[] golden) {
        boolean frame = name.startsWith("frame/");
        return switch (target) {
            case "question" -> name.equals("datagram/hello") ? golden : null;
            case "reply" -> name.matches("datagram/(reply|cookie|refusal)") ? golden : null;
            case "finish" -> name.equals("datagram/finish") ? golden : null;
            case "packet" -> name.startsWith("datagram/data") ? golden : null;
            case "frames" -> frame ? prefixed(2, golden, 0) : null;
            case "lanes" -> name.equals("frame/segment") ? segment(golden) : null;
            case "cursor" -> name.startsWith("frame/cursor") ? body(golden) : null;
            case "input-lane" -> name.equals("frame/input") ? prefixed(1, golden, FRAME_HEAD) : null;
            case "video" -> name.matches("frame/(video|part)") ? video(golden) : null;
            case "sound" -> name.equals("frame/audio") ? sound(golden) : null;
            case "message" -> name.startsWith("message/") ? golden : null;
            case "input-event" -> name.startsWith("input/") ? golden : null;
            case "identity" -> name.equals("identity/client-file") ? golden : null;
            case "wavry-id" ->
                name.equals("identity/client-id")
                        ? dev.wavry.rift.WavryId.ofBytes(golden)
                                .toString()
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII)
                        : null;
            default -> null;
        };
    }

    private static byte[] body(byte[] frame) {
        return java.util.Arrays.copyOfRange(frame, FRAME_HEAD, frame.length);
    }

    /** Without its track: the length of the packet, a pause, then the number, the time and the packet as they are. */
    private static byte[] sound(byte[] frame) {
        int from = FRAME_HEAD + 1;
        int length = frame.length - from;
        return ByteBuffer.allocate(3 + length)
                .putShort((short) (length - SOUND_HEAD))
                .put((byte) 5)
                .put(frame, from, length)
                .array();
    }

    private static byte[] prefixed(int bytesOfLength, byte[] golden, int from) {
        int length = golden.length - from;
        ByteBuffer out = ByteBuffer.allocate(bytesOfLength + length);
        if (bytesOfLength == 2) {
            out.putShort((short) length);
        } else {
            out.put((byte) length);
        }
        return out.put(golden, from, length).array();
    }

    private static byte[] segment(byte[] golden) {
        int data = golden.length - FRAME_HEAD - 6;
        return ByteBuffer.allocate(3 + data)
                .put((byte) 0)
                .put((byte) 3)
                .put((byte) data)
                .put(golden, FRAME_HEAD + 6, data)
                .array();
    }

    private static byte[] video(byte[] golden) {
        int length = golden.length - FRAME_HEAD;
        return ByteBuffer.allocate(2 + length)
                .put((byte) 1)
                .put((byte) length)
                .put(golden, FRAME_HEAD, length)
                .array();
    }

    private static byte[] coded(VideoEncoderFactory factory, int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Canvas screen = new Canvas(width, height, 4);
        EncoderBench bench = new EncoderBench();
        bench.passTime(1);
        EncoderOffer offer = factory.offers().get(0);
        EncoderSpec spec = new EncoderSpec(
                offer.codec(), offer.implementation(), screen.format(), new RateTarget(1_000_000, 60), 1);
        try (VideoEncoder encoder = factory.open(spec, bench)) {
            for (int i = 0; i < 6; i++) {
                bench.passTime(300_000_000);
                screen.fill(i * 7, i * 3, 20, 12, i * 0x222222);
                screen.text(0, 0, width, height / 2, i);
                encoder.encode(screen.picture());
                for (CodedFrame frame = bench.poll(); frame != null; frame = bench.poll()) {
                    add(out, frame);
                }
            }
        } catch (CannotOpenException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static void add(ByteArrayOutputStream out, CodedFrame frame) {
        try (frame) {
            byte[] bytes = new byte[frame.payload().remaining()];
            frame.payload().get(frame.payload().position(), bytes);
            out.write(frame.keyFrame() ? 1 : 0);
            out.write(bytes.length >>> 8);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
    }
}
