package dev.wavry.rift;

import dev.wavry.rift.message.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Keeps everything that comes out of a connection. */
public class Recorder implements RiftHandler {
    /** A delivered frame. */
    public record Frame(int stream, int epoch, long sequence, boolean key, byte[] payload) {}

    public final List<Message> messages = new ArrayList<>();
    public final List<Long> inputNumbers = new ArrayList<>();
    public final List<byte[]> inputs = new ArrayList<>();
    public final List<Long> audio = new ArrayList<>();
    public final List<Frame> frames = new ArrayList<>();
    public final List<VideoHeader> headers = new ArrayList<>();
    public final List<String> acknowledged = new ArrayList<>();
    public final List<String> keyFrameRequests = new ArrayList<>();
    public final List<byte[]> bulk = new ArrayList<>();
    public int lost;
    public int established;
    public int closedCalls;
    public CloseReason closed;
    public String closedText = "";
    public boolean closedByPeer;
    public int cursorX;
    public int cursorY;
    public Consumer<RiftConnection> onAgreed = connection -> {};
    public Runnable onKeyFrameRequest = () -> {};
    public BiConsumer<Long, Long> onPartsLost = (first, last) -> {};
    public boolean keepFrames;
    public final List<VideoFrameView> kept = new ArrayList<>();

    @Override
    public void agreed(RiftConnection connection) {
        onAgreed.accept(connection);
    }

    @Override
    public void established(RiftConnection connection) {
        established++;
    }

    @Override
    public void closed(CloseReason reason, String text, boolean byPeer) {
        closedCalls++;
        closed = reason;
        closedText = text;
        closedByPeer = byPeer;
    }

    @Override
    public void message(Message message) {
        messages.add(message);
    }

    @Override
    public void input(long number, ByteBuffer event) {
        inputNumbers.add(number);
        inputs.add(bytes(event));
    }

    @Override
    public void audio(int stream, long sequence, long captureMicros, ByteBuffer packet) {
        audio.add(sequence);
    }

    @Override
    public void videoFrame(VideoFrameView frame) {
        VideoHeader h = frame.header();
        frames.add(new Frame(h.stream(), h.epoch(), h.sequence(), h.keyFrame(), bytes(frame.payload())));
        headers.add(new VideoHeader().copyFrom(h));
        if (keepFrames) {
            kept.add(frame);
        } else {
            frame.release();
        }
    }

    @Override
    public void videoLost(int stream, int epoch) {
        lost++;
    }

    @Override
    public void frameAcknowledged(int stream, int epoch, long sequence) {
        acknowledged.add(stream + "/" + epoch + "/" + sequence);
    }

    @Override
    public void partsLost(int stream, int epoch, long first, long last) {
        onPartsLost.accept(first, last);
    }

    @Override
    public void keyFrameRequested(int stream, int epoch) {
        keyFrameRequests.add(stream + "/" + epoch);
        onKeyFrameRequest.run();
    }

    @Override
    public void cursorMoved(int x, int y, boolean visible) {
        cursorX = x;
        cursorY = y;
    }

    @Override
    public void bulk(ByteBuffer chunk) {
        bulk.add(bytes(chunk));
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.remaining()];
        in.get(in.position(), bytes);
        return bytes;
    }
}
