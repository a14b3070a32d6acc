package dev.wavry.audio.wav.internal;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.spi.audio.AudioFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A RIFF WAVE file of 16-bit samples that grows; its header is right after {@link #mend}. One thread. */
final class WavFile implements AutoCloseable {
    static final int HEADER_BYTES = 44;
    static final int EXTENDED_HEADER_BYTES = 68;
    /** Sizes in the header have 32 bits. */
    private static final long MOST_BYTES = 0xffff_0000L;

    private static final int FORMAT_BYTES = 16;
    private static final int EXTENDED_FORMAT_BYTES = 40;
    private static final short PCM = 1;
    private static final short EXTENSIBLE = (short) 0xfffe;
    private static final int STEREO = 2;
    /** The rest of the GUID that says PCM; its first two bytes are {@link #PCM}. */
    private static final byte[] GUID_TAIL = {
        0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71
    };

    private final FileChannel channel;
    private final ByteBuffer header;
    private long dataBytes;

    private WavFile(FileChannel channel, AudioFormat format) {
        this.channel = channel;
        int bytes = format.channels() > STEREO ? EXTENDED_HEADER_BYTES : HEADER_BYTES;
        header = NativeMemory.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        write(format);
    }

    static WavFile create(Path file, AudioFormat format) throws IOException {
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        WavFile wav = new WavFile(channel, format);
        try {
            wav.mend();
        } catch (IOException cannot) {
            channel.close();
            throw cannot;
        }
        return wav;
    }

    private void write(AudioFormat format) {
        boolean extended = format.channels() > STEREO;
        text("RIFF").putInt(0);
        text("WAVE");
        text("fmt ").putInt(extended ? EXTENDED_FORMAT_BYTES : FORMAT_BYTES);
        header.putShort(extended ? EXTENSIBLE : PCM);
        header.putShort((short) format.channels()).putInt(format.rate());
        header.putInt(format.rate() * format.bytesPerSample());
        header.putShort((short) format.bytesPerSample()).putShort((short) Short.SIZE);
        if (extended) {
            header.putShort((short) 22).putShort((short) Short.SIZE).putInt(places(format.channels()));
            header.putShort(PCM).put(GUID_TAIL);
        }
        text("data").putInt(0);
    }

    /** Which loudspeaker each channel is for, as WAVEFORMATEXTENSIBLE numbers them. */
    private static int places(int channels) {
        return switch (channels) {
            case 4 -> 0x33;
            case 6 -> 0x3f;
            default -> 0x63f;
        };
    }

    private ByteBuffer text(String four) {
        return header.put(four.getBytes(StandardCharsets.US_ASCII));
    }

    /** Appends; what does not fit into the format any more is forgotten. */
    void append(ByteBuffer samples) throws IOException {
        if (dataBytes + samples.remaining() > MOST_BYTES) {
            return;
        }
        while (samples.hasRemaining()) {
            dataBytes += channel.write(samples, header.capacity() + dataBytes);
        }
    }

    /** Makes the sizes in the header true. */
    void mend() throws IOException {
        header.clear();
        header.putInt(4, (int) (header.capacity() - 8 + dataBytes));
        header.putInt(header.capacity() - 4, (int) dataBytes);
        while (header.hasRemaining()) {
            channel.write(header, header.position());
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            mend();
        }
    }
}
