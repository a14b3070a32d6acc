package dev.wavry.rift.message;

import dev.wavry.rift.message.Message.Decoding;
import dev.wavry.rift.message.Message.Display;
import dev.wavry.rift.message.Message.Reason;
import dev.wavry.rift.message.Message.Role;
import dev.wavry.rift.message.Message.StageTimes;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads messages; every length is checked before anything of that length is made. */
final class MessageReader {
    private static final Reason[] REASONS = Reason.values();
    private static final Role[] ROLES = Role.values();

    private MessageReader() {}

    static @Nullable Message read(ByteBuffer in) throws MalformedMessageException {
        try {
            int type = in.get() & 0xff;
            if (type >= Wire.LISTEN && type <= Wire.TRACK_ENDED) {
                return SoundMessageCodec.read(type, in);
            }
            if (type >= Wire.CARRIER_OFFER) {
                return readCarrier(type, in);
            }
            if (type >= Wire.ORDER) {
                return readOrder(type, in);
            }
            if (type >= Wire.RIGHTS) {
                return readTrust(type, in);
            }
            return type < Wire.PAUSED ? readOpening(type, in) : readState(type, in);
        } catch (BufferUnderflowException e) {
            throw new MalformedMessageException("message that ends early");
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("message with " + e.getMessage());
        }
    }

    private static @Nullable Message readOpening(int type, ByteBuffer in) throws MalformedMessageException {
        return switch (type) {
            case Wire.HELLO -> hello(in);
            case Wire.WELCOME -> welcome(in);
            case Wire.PREPARE -> prepare(in);
            case Wire.READY -> new Message.Ready(u8(in), u16(in));
            case Wire.REFUSED -> new Message.Refused(u8(in), u16(in), reason(in), Wire.text(in, 512));
            case Wire.KEY_FRAME_REQUEST -> new Message.KeyFrameRequest(u8(in), u16(in));
            default -> null;
        };
    }

    private static @Nullable Message readState(int type, ByteBuffer in) throws MalformedMessageException {
        return switch (type) {
            case Wire.PAUSED -> new Message.Paused(u8(in), reason(in), Wire.text(in, 512));
            case Wire.RESUMED -> new Message.Resumed(u8(in));
            case Wire.CURSOR_SHAPE -> cursorShape(in);
            case Wire.CURSOR_MOVED -> new Message.CursorMoved(in.getInt(), in.getInt(), flag(in));
            case Wire.DISPLAYS_CHANGED -> displaysChanged(in);
            case Wire.SELECT_DISPLAY -> new Message.SelectDisplay(in.getInt());
            case Wire.STATS_REPORT -> statsReport(in);
            case Wire.BYE -> new Message.Bye(reason(in), Wire.text(in, 512));
            default -> null;
        };
    }

    private static @Nullable Message readTrust(int type, ByteBuffer in) throws MalformedMessageException {
        return switch (type) {
            case Wire.RIGHTS -> new Message.Rights(u16(in));
            case Wire.PAIR_OFFER -> new Message.PairOffer();
            case Wire.PAIR_SHARE -> new Message.PairShare(u8(in), bytes32(in), Wire.text(in, 64));
            case Wire.PAIR_TAG -> new Message.PairTag(bytes32(in));
            default -> null;
        };
    }

    private static @Nullable Message readOrder(int type, ByteBuffer in) throws MalformedMessageException {
        return switch (type) {
            case Wire.ORDER -> order(in);
            case Wire.ORDER_DATA -> orderData(in);
            case Wire.ORDER_LINE ->
                new Message.OrderLine(in.getInt(), flag(in), Wire.text(in, Message.OrderLine.MOST_BYTES));
            case Wire.ORDER_END -> new Message.OrderEnd(in.getInt(), u8(in));
            default -> null;
        };
    }

    private static @Nullable Message readCarrier(int type, ByteBuffer in) throws MalformedMessageException {
        return switch (type) {
            case Wire.CARRIER_OFFER -> new Message.CarrierOffer(u16(in), Wire.text(in, 32), u16(in));
            case Wire.CARRIER_ANSWER -> new Message.CarrierAnswer(u16(in), flag(in), Wire.text(in, 512));
            case Wire.CARRIER_MOVE -> new Message.CarrierMove(u16(in), flag(in));
            default -> null;
        };
    }

    private static Message order(ByteBuffer in) throws MalformedMessageException {
        int id = in.getInt();
        long dataBytes = in.getLong();
        List<String> words = new ArrayList<>();
        for (int left = count(in, 32, 2); left > 0; left--) {
            words.add(Wire.text(in, 1024));
        }
        return new Message.Order(id, dataBytes, words);
    }

    private static Message orderData(ByteBuffer in) throws MalformedMessageException {
        int id = in.getInt();
        int length = u16(in);
        if (length > Message.OrderData.MOST_BYTES || length > in.remaining()) {
            throw new MalformedMessageException("data of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new Message.OrderData(id, bytes);
    }

    private static byte[] bytes32(ByteBuffer in) {
        byte[] bytes = new byte[32];
        in.get(bytes);
        return bytes;
    }

    private static int u8(ByteBuffer in) {
        return in.get() & 0xff;
    }

    private static int u16(ByteBuffer in) {
        return in.getShort() & 0xffff;
    }

    private static boolean flag(ByteBuffer in) throws MalformedMessageException {
        int value = u8(in);
        if (value > 1) {
            throw new MalformedMessageException("flag of " + value);
        }
        return value == 1;
    }

    /** A reason this version does not know is still a reason. */
    private static Reason reason(ByteBuffer in) {
        int code = u8(in);
        return code < REASONS.length ? REASONS[code] : Reason.OTHER;
    }

    private static int count(ByteBuffer in, int most, int leastBytesEach) throws MalformedMessageException {
        int count = u8(in);
        if (count > most || count * leastBytesEach > in.remaining()) {
            throw new MalformedMessageException("list of " + count);
        }
        return count;
    }

    private static Message hello(ByteBuffer in) throws MalformedMessageException {
        int version = u16(in);
        String program = Wire.text(in, 64);
        int role = u8(in);
        if (role >= ROLES.length) {
            throw new MalformedMessageException("role " + role);
        }
        List<Decoding> decodings = new ArrayList<>();
        for (int left = count(in, 64, 4); left > 0; left--) {
            decodings.add(new Decoding(Wire.text(in, 64), Wire.text(in, 128)));
        }
        List<String> formats = new ArrayList<>();
        for (int left = count(in, 32, 2); left > 0; left--) {
            formats.add(Wire.text(in, 32));
        }
        String display = Wire.text(in, 128);
        int width = u16(in);
        int height = u16(in);
        int rate = u16(in);
        List<String> schemes = new ArrayList<>();
        for (int left = in.hasRemaining() ? count(in, 16, 2) : 0; left > 0; left--) {
            schemes.add(Wire.text(in, 32));
        }
        return new Message.Hello(
                version, program, ROLES[role], decodings, formats, display, width, height, rate, schemes);
    }

    private static List<Display> displays(ByteBuffer in) throws MalformedMessageException {
        List<Display> displays = new ArrayList<>();
        for (int left = count(in, 64, 11); left > 0; left--) {
            displays.add(new Display(in.getInt(), Wire.text(in, 128), u16(in), u16(in), flag(in)));
        }
        return displays;
    }

    private static Message welcome(ByteBuffer in) throws MalformedMessageException {
        int version = u16(in);
        String hostName = Wire.text(in, 255);
        int chosen = in.getInt();
        return new Message.Welcome(version, hostName, displays(in), chosen);
    }

    private static Message displaysChanged(ByteBuffer in) throws MalformedMessageException {
        int chosen = in.getInt();
        return new Message.DisplaysChanged(displays(in), chosen);
    }

    private static Message prepare(ByteBuffer in) throws MalformedMessageException {
        int stream = u8(in);
        int epoch = u16(in);
        String codec = Wire.text(in, 64);
        int width = u16(in);
        int height = u16(in);
        int length = in.getInt();
        if (length < 0 || length > Limits.CONFIGURATION_BYTES || length > in.remaining()) {
            throw new MalformedMessageException("configuration of " + length + " bytes");
        }
        byte[] configuration = new byte[length];
        in.get(configuration);
        return new Message.Prepare(stream, epoch, codec, width, height, configuration);
    }

    private static Message cursorShape(ByteBuffer in) throws MalformedMessageException {
        long serial = in.getLong();
        int width = u16(in);
        int height = u16(in);
        int hotspotX = u8(in);
        int hotspotY = u8(in);
        if (width > 256 || height > 256 || width * height * 4 > in.remaining()) {
            throw new MalformedMessageException("pointer of " + width + "x" + height);
        }
        int[] argb = new int[width * height];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = in.getInt();
        }
        return new Message.CursorShape(serial, width, height, hotspotX, hotspotY, argb);
    }

    private static Message statsReport(ByteBuffer in) throws MalformedMessageException {
        long presented = in.getLong();
        long dropped = in.getLong();
        List<StageTimes> stages = new ArrayList<>();
        for (int left = count(in, 16, 25); left > 0; left--) {
            stages.add(new StageTimes(u8(in), in.getLong(), in.getLong(), in.getLong()));
        }
        return new Message.StatsReport(presented, dropped, stages);
    }
}
