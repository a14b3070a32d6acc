package dev.wavry.rift.internal;

import dev.wavry.rift.message.Message;
import dev.wavry.rift.message.Message.Decoding;
import dev.wavry.rift.message.Message.Display;
import dev.wavry.rift.message.Message.Reason;
import dev.wavry.rift.message.Message.Role;
import dev.wavry.rift.message.Message.StageTimes;
import dev.wavry.rift.message.SoundMessage;
import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.input.InputKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One message and one input event of every kind, as the document shows them. */
final class MessageSamples {
    private MessageSamples() {}

    static Map<String, Message> messages() {
        Map<String, Message> samples = new TreeMap<>();
        Display display = new Display(7, "DP-1", 1920, 1080, true);
        samples.put(
                "message/hello",
                new Message.Hello(
                        1,
                        "wavry",
                        Role.VIEWER,
                        List.of(new Decoding("h264", "ffmpeg")),
                        List.of("I420"),
                        "DP-1",
                        3840,
                        2160,
                        60));
        samples.put("message/welcome", new Message.Welcome(1, "desk", List.of(display), 7));
        samples.put(
                "message/prepare",
                new Message.Prepare(0, 3, "h264", 1920, 1080, new byte[] {(byte) 0xaa, (byte) 0xbb}));
        samples.put("message/ready", new Message.Ready(0, 3));
        samples.put("message/refused", new Message.Refused(0, 3, Reason.NO_DECODER, "no av1"));
        samples.put("message/key-frame-request", new Message.KeyFrameRequest(0, 3));
        samples.put("message/paused", new Message.Paused(0, Reason.NO_ENCODER, "wait"));
        samples.put("message/resumed", new Message.Resumed(0));
        samples.put("message/cursor-shape", new Message.CursorShape(5, 2, 1, 1, 0, new int[] {0xff112233, 0}));
        samples.put("message/cursor-moved", new Message.CursorMoved(-1, 300, true));
        samples.put("message/displays-changed", new Message.DisplaysChanged(List.of(display), 7));
        samples.put("message/select-display", new Message.SelectDisplay(7));
        samples.put(
                "message/stats-report", new Message.StatsReport(600, 2, List.of(new StageTimes(7, 900, 1500, 2500))));
        samples.put("message/bye", new Message.Bye(Reason.OPERATOR, "bye"));
        samples.put("message/rights", new Message.Rights(3));
        samples.put("message/pair-offer", new Message.PairOffer());
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0xa0 + i);
        }
        samples.put("message/pair-share", new Message.PairShare(1, bytes, "laptop"));
        samples.put("message/pair-tag", new Message.PairTag(bytes));
        sound(samples);
        samples.put("message/order", new Message.Order(7, 3, List.of("install", "@", "--json")));
        samples.put("message/order-data", new Message.OrderData(7, new byte[] {1, 2, 3}));
        samples.put("message/order-line", new Message.OrderLine(7, false, "done"));
        samples.put("message/order-end", new Message.OrderEnd(7, 26));
        samples.put("message/carrier-offer", new Message.CarrierOffer(9, "tls", 7001));
        samples.put("message/carrier-answer", new Message.CarrierAnswer(9, false, "no tls"));
        samples.put("message/carrier-move", new Message.CarrierMove(9, true));
        return samples;
    }

    private static void sound(Map<String, Message> samples) {
        samples.put("message/listen", new SoundMessage.Listen(List.of("opus", "pcm-s16le"), 2));
        samples.put(
                "message/track",
                new SoundMessage.Track(1, 3, "opus", 2, 240, SoundMessage.Kind.APPLICATION, "firefox"));
        samples.put("message/track-ready", new SoundMessage.TrackReady(1, 3));
        samples.put("message/track-refused", new SoundMessage.TrackRefused(1, 3, "no opus"));
        samples.put("message/track-told", new SoundMessage.TrackTold(1, "muted"));
        samples.put("message/track-ended", new SoundMessage.TrackEnded(1));
    }

    static Map<String, InputEvent> events() {
        Map<String, InputEvent> samples = new TreeMap<>();
        samples.put("input/key", new InputEvent().set(InputKind.KEY, 0x04, 1, 1000));
        samples.put("input/text", new InputEvent().setText("\u00e4", 1000));
        samples.put("input/pointer", new InputEvent().set(InputKind.POINTER, 640, 360, 1000));
        samples.put("input/motion", new InputEvent().set(InputKind.MOTION, -3, 2, 1000));
        samples.put("input/button", new InputEvent().set(InputKind.BUTTON, 1, 1, 1000));
        samples.put("input/scroll", new InputEvent().set(InputKind.SCROLL, 0, -120, 1000));
        return samples;
    }
}
