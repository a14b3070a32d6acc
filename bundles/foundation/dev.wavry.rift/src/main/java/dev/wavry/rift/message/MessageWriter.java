package dev.wavry.rift.message;

import dev.wavry.rift.message.Message.Bye;
import dev.wavry.rift.message.Message.CarrierAnswer;
import dev.wavry.rift.message.Message.CarrierMove;
import dev.wavry.rift.message.Message.CarrierOffer;
import dev.wavry.rift.message.Message.CursorMoved;
import dev.wavry.rift.message.Message.CursorShape;
import dev.wavry.rift.message.Message.Decoding;
import dev.wavry.rift.message.Message.Display;
import dev.wavry.rift.message.Message.DisplaysChanged;
import dev.wavry.rift.message.Message.Hello;
import dev.wavry.rift.message.Message.KeyFrameRequest;
import dev.wavry.rift.message.Message.Order;
import dev.wavry.rift.message.Message.OrderData;
import dev.wavry.rift.message.Message.OrderEnd;
import dev.wavry.rift.message.Message.OrderLine;
import dev.wavry.rift.message.Message.PairOffer;
import dev.wavry.rift.message.Message.PairShare;
import dev.wavry.rift.message.Message.PairTag;
import dev.wavry.rift.message.Message.Paused;
import dev.wavry.rift.message.Message.Prepare;
import dev.wavry.rift.message.Message.Ready;
import dev.wavry.rift.message.Message.Refused;
import dev.wavry.rift.message.Message.Resumed;
import dev.wavry.rift.message.Message.Rights;
import dev.wavry.rift.message.Message.SelectDisplay;
import dev.wavry.rift.message.Message.StageTimes;
import dev.wavry.rift.message.Message.StatsReport;
import dev.wavry.rift.message.Message.Welcome;
import java.nio.ByteBuffer;
import java.util.List;

/** Writes messages. */
final class MessageWriter {
    private MessageWriter() {}

    static void write(Message message, ByteBuffer out) {
        if (message instanceof Hello hello) {
            hello(hello, out);
        } else if (message instanceof Welcome welcome) {
            type(out, Wire.WELCOME).putShort((short) welcome.version());
            Wire.putText(out, welcome.hostName());
            out.putInt(welcome.chosenDisplay());
            displays(welcome.displays(), out);
        } else if (message instanceof Prepare prepare) {
            prepare(prepare, out);
        } else if (message instanceof Ready ready) {
            epoch(type(out, Wire.READY), ready.stream(), ready.epoch());
        } else if (message instanceof Refused refused) {
            epoch(type(out, Wire.REFUSED), refused.stream(), refused.epoch());
            out.put((byte) refused.reason().ordinal());
            Wire.putText(out, refused.text());
        } else if (message instanceof KeyFrameRequest request) {
            epoch(type(out, Wire.KEY_FRAME_REQUEST), request.stream(), request.epoch());
        } else {
            writeState(message, out);
        }
    }

    private static void writeState(Message message, ByteBuffer out) {
        if (message instanceof Paused paused) {
            type(out, Wire.PAUSED).put((byte) paused.stream());
            out.put((byte) paused.reason().ordinal());
            Wire.putText(out, paused.text());
        } else if (message instanceof Resumed resumed) {
            type(out, Wire.RESUMED).put((byte) resumed.stream());
        } else if (message instanceof CursorShape shape) {
            cursorShape(shape, out);
        } else if (message instanceof CursorMoved moved) {
            type(out, Wire.CURSOR_MOVED).putInt(moved.x()).putInt(moved.y());
            out.put((byte) (moved.visible() ? 1 : 0));
        } else if (message instanceof DisplaysChanged changed) {
            type(out, Wire.DISPLAYS_CHANGED).putInt(changed.chosenDisplay());
            displays(changed.displays(), out);
        } else if (message instanceof SelectDisplay select) {
            type(out, Wire.SELECT_DISPLAY).putInt(select.id());
        } else if (message instanceof StatsReport report) {
            statsReport(report, out);
        } else if (message instanceof Bye bye) {
            type(out, Wire.BYE).put((byte) bye.reason().ordinal());
            Wire.putText(out, bye.text());
        } else {
            writeTrust(message, out);
        }
    }

    private static void writeTrust(Message message, ByteBuffer out) {
        if (message instanceof Rights rights) {
            type(out, Wire.RIGHTS).putShort((short) rights.bits());
        } else if (message instanceof PairOffer) {
            type(out, Wire.PAIR_OFFER);
        } else if (message instanceof PairShare pair) {
            type(out, Wire.PAIR_SHARE).put((byte) pair.purpose()).put(pair.share());
            Wire.putText(out, pair.name());
        } else if (message instanceof PairTag tag) {
            type(out, Wire.PAIR_TAG).put(tag.tag());
        } else if (message instanceof SoundMessage sound) {
            SoundMessageCodec.write(sound, out);
        } else {
            writeOrder(message, out);
        }
    }

    private static void writeOrder(Message message, ByteBuffer out) {
        if (message instanceof Order order) {
            type(out, Wire.ORDER).putInt(order.id()).putLong(order.dataBytes());
            out.put((byte) order.words().size());
            order.words().forEach(word -> Wire.putText(out, word));
        } else if (message instanceof OrderData data) {
            type(out, Wire.ORDER_DATA).putInt(data.id());
            out.putShort((short) data.bytes().length).put(data.bytes());
        } else if (message instanceof OrderLine line) {
            type(out, Wire.ORDER_LINE).putInt(line.id()).put((byte) (line.more() ? 1 : 0));
            Wire.putText(out, line.text());
        } else if (message instanceof OrderEnd end) {
            type(out, Wire.ORDER_END).putInt(end.id()).put((byte) end.exitCode());
        } else {
            writeCarrier(message, out);
        }
    }

    private static void writeCarrier(Message message, ByteBuffer out) {
        if (message instanceof CarrierOffer offer) {
            type(out, Wire.CARRIER_OFFER).putShort((short) offer.serial());
            Wire.putText(out, offer.transport());
            out.putShort((short) offer.port());
        } else if (message instanceof CarrierAnswer answer) {
            type(out, Wire.CARRIER_ANSWER).putShort((short) answer.serial());
            out.put((byte) (answer.ready() ? 1 : 0));
            Wire.putText(out, answer.text());
        } else if (message instanceof CarrierMove move) {
            type(out, Wire.CARRIER_MOVE).putShort((short) move.serial());
            out.put((byte) (move.go() ? 1 : 0));
        }
    }

    private static ByteBuffer type(ByteBuffer out, int type) {
        return out.put((byte) type);
    }

    private static void epoch(ByteBuffer out, int stream, int epoch) {
        out.put((byte) stream).putShort((short) epoch);
    }

    private static void hello(Hello hello, ByteBuffer out) {
        type(out, Wire.HELLO).putShort((short) hello.version());
        Wire.putText(out, hello.program());
        out.put((byte) hello.role().ordinal());
        out.put((byte) hello.decodings().size());
        for (Decoding decoding : hello.decodings()) {
            Wire.putText(out, decoding.codec());
            Wire.putText(out, decoding.implementation());
        }
        out.put((byte) hello.pictureFormats().size());
        for (String format : hello.pictureFormats()) {
            Wire.putText(out, format);
        }
        Wire.putText(out, hello.display());
        out.putShort((short) hello.maxWidth()).putShort((short) hello.maxHeight());
        out.putShort((short) hello.maxFramesPerSecond());
        out.put((byte) hello.repairSchemes().size());
        for (String scheme : hello.repairSchemes()) {
            Wire.putText(out, scheme);
        }
    }

    private static void displays(List<Display> displays, ByteBuffer out) {
        out.put((byte) displays.size());
        for (Display display : displays) {
            out.putInt(display.id());
            Wire.putText(out, display.name());
            out.putShort((short) display.width()).putShort((short) display.height());
            out.put((byte) (display.primary() ? 1 : 0));
        }
    }

    private static void prepare(Prepare prepare, ByteBuffer out) {
        epoch(type(out, Wire.PREPARE), prepare.stream(), prepare.epoch());
        Wire.putText(out, prepare.codec());
        out.putShort((short) prepare.width()).putShort((short) prepare.height());
        out.putInt(prepare.configuration().length).put(prepare.configuration());
    }

    private static void cursorShape(CursorShape shape, ByteBuffer out) {
        type(out, Wire.CURSOR_SHAPE).putLong(shape.serial());
        out.putShort((short) shape.width()).putShort((short) shape.height());
        out.put((byte) shape.hotspotX()).put((byte) shape.hotspotY());
        for (int pixel : shape.argb()) {
            out.putInt(pixel);
        }
    }

    private static void statsReport(StatsReport report, ByteBuffer out) {
        type(out, Wire.STATS_REPORT).putLong(report.framesPresented()).putLong(report.framesDropped());
        out.put((byte) report.stages().size());
        for (StageTimes times : report.stages()) {
            out.put((byte) times.stage());
            out.putLong(times.p50Micros()).putLong(times.p95Micros()).putLong(times.p99Micros());
        }
    }
}
