package dev.wavry.rift.message;

import dev.wavry.rift.message.SoundMessage.Kind;
import dev.wavry.rift.message.SoundMessage.Listen;
import dev.wavry.rift.message.SoundMessage.Track;
import dev.wavry.rift.message.SoundMessage.TrackEnded;
import dev.wavry.rift.message.SoundMessage.TrackReady;
import dev.wavry.rift.message.SoundMessage.TrackRefused;
import dev.wavry.rift.message.SoundMessage.TrackTold;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes what is said about sound. */
final class SoundMessageCodec {
    private static final Kind[] KINDS = Kind.values();

    private SoundMessageCodec() {}

    static void write(SoundMessage message, ByteBuffer out) {
        if (message instanceof Listen listen) {
            out.put((byte) Wire.LISTEN).put((byte) listen.codecs().size());
            listen.codecs().forEach(codec -> Wire.putText(out, codec));
            out.putShort((short) listen.without());
        } else if (message instanceof Track track) {
            head(out, Wire.TRACK, track.track()).put((byte) track.epoch());
            Wire.putText(out, track.codec());
            out.put((byte) track.channels()).putShort((short) track.frameSamples());
            out.put((byte) track.kind().ordinal());
            Wire.putText(out, track.name());
        } else if (message instanceof TrackReady ready) {
            head(out, Wire.TRACK_READY, ready.track()).put((byte) ready.epoch());
        } else if (message instanceof TrackRefused refused) {
            head(out, Wire.TRACK_REFUSED, refused.track()).put((byte) refused.epoch());
            Wire.putText(out, refused.text());
        } else if (message instanceof TrackTold told) {
            head(out, Wire.TRACK_TOLD, told.track());
            Wire.putText(out, told.text());
        } else if (message instanceof TrackEnded ended) {
            head(out, Wire.TRACK_ENDED, ended.track());
        }
    }

    private static ByteBuffer head(ByteBuffer out, int type, int track) {
        return out.put((byte) type).put((byte) track);
    }

    static @Nullable Message read(int type, ByteBuffer in) throws MalformedMessageException {
        return switch (type) {
            case Wire.LISTEN -> listen(in);
            case Wire.TRACK -> track(in);
            case Wire.TRACK_READY -> new TrackReady(u8(in), u8(in));
            case Wire.TRACK_REFUSED -> new TrackRefused(u8(in), u8(in), Wire.text(in, 512));
            case Wire.TRACK_TOLD -> new TrackTold(u8(in), Wire.text(in, 512));
            case Wire.TRACK_ENDED -> new TrackEnded(u8(in));
            default -> null;
        };
    }

    private static Message listen(ByteBuffer in) throws MalformedMessageException {
        int count = u8(in);
        if (count > 16 || 2 * count > in.remaining()) {
            throw new MalformedMessageException("list of " + count);
        }
        List<String> codecs = new ArrayList<>();
        for (int left = count; left > 0; left--) {
            codecs.add(Wire.text(in, 64));
        }
        return new Listen(codecs, in.getShort() & 0xffff);
    }

    private static Message track(ByteBuffer in) throws MalformedMessageException {
        int track = u8(in);
        int epoch = u8(in);
        String codec = Wire.text(in, 64);
        int channels = u8(in);
        int frameSamples = in.getShort() & 0xffff;
        int kind = u8(in);
        // A kind that this version does not know is still sound.
        Kind known = kind < KINDS.length ? KINDS[kind] : Kind.SYNTHETIC;
        return new Track(track, epoch, codec, channels, frameSamples, known, Wire.text(in, 128));
    }

    private static int u8(ByteBuffer in) {
        return in.get() & 0xff;
    }
}
