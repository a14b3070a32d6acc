package dev.wavry.relay.internal;

import dev.wavry.reach.relay.RelayWire;
import dev.wavry.spi.media.MediaClock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Takes every datagram: payload goes on to the other side with its channel written over ours, everything else to the doorway. Runs of equal
 * length to one side leave as one segmented datagram where the system can (UDP GSO), which is what saves most of the work.
 */
final class Forwarder extends SimpleChannelInboundHandler<DatagramPacket> {
    /** The kernel takes 64 segments and 64 kB. */
    private static final int MOST_SEGMENTS = 40;

    private final Table table;
    private final Doorway door;
    private final Figures figures;
    private final MediaClock clock;
    private final boolean segments;
    private @Nullable CompositeByteBuf run;
    private @Nullable InetSocketAddress runTo;
    private int runSegment;
    private int runCount;
    private long nowNanos;
    private boolean reading;

    Forwarder(Table table, Doorway door, Figures figures, MediaClock clock, boolean segments) {
        super(false);
        this.table = table;
        this.door = door;
        this.figures = figures;
        this.clock = clock;
        this.segments = segments;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        if (!reading) {
            reading = true;
            nowNanos = clock.nanoTime();
        }
        ByteBuf content = packet.content();
        if (content.readableBytes() > RelayWire.DATA_HEAD
                && content.getUnsignedByte(content.readerIndex()) == RelayWire.DATA) {
            data(context, content, packet.sender());
        } else {
            talk(context, content, packet.sender());
        }
    }

    private void data(ChannelHandlerContext context, ByteBuf content, InetSocketAddress from) {
        Side to = target(content, from);
        if (to == null) {
            content.release();
            return;
        }
        if (!context.channel().isWritable()) {
            figures.full.add(1);
            content.release();
            return;
        }
        content.setLong(content.readerIndex() + 1, to.channel);
        figures.forwarded.add(1);
        figures.forwardedBytes.add(content.readableBytes());
        forward(context, content, to.where());
    }

    private @Nullable Side target(ByteBuf content, InetSocketAddress from) {
        Side side = table.find(content.getLong(content.readerIndex() + 1));
        if (side == null) {
            figures.unknown.add(1);
            return null;
        }
        if (!side.isAt(from)) {
            figures.elsewhere.add(1);
            return null;
        }
        if (side.over(nowNanos)) {
            figures.over.add(1);
            return null;
        }
        if (!side.heard(content.readableBytes(), nowNanos)) {
            figures.fast.add(1);
            return null;
        }
        Side peer = side.peer();
        if (peer == null) {
            figures.alone.add(1);
        }
        return peer;
    }

    private void forward(ChannelHandlerContext context, ByteBuf content, InetSocketAddress to) {
        if (!segments) {
            context.write(new DatagramPacket(content, to), context.voidPromise());
            return;
        }
        int length = content.readableBytes();
        CompositeByteBuf now = run;
        if (now == null || to != runTo || length > runSegment || runCount >= MOST_SEGMENTS) {
            end(context);
            now = context.alloc().compositeDirectBuffer(MOST_SEGMENTS);
            run = now;
            runTo = to;
            runSegment = length;
            runCount = 0;
        }
        now.addComponent(true, content);
        runCount++;
        if (length < runSegment) {
            // A shorter segment may only be the last one.
            end(context);
        }
    }

    private void end(ChannelHandlerContext context) {
        CompositeByteBuf now = run;
        InetSocketAddress to = runTo;
        if (now == null || to == null) {
            return;
        }
        run = null;
        context.write(
                runCount > 1 ? new SegmentedDatagramPacket(now, runSegment, to) : new DatagramPacket(now, to),
                context.voidPromise());
    }

    private void talk(ChannelHandlerContext context, ByteBuf content, InetSocketAddress from) {
        try {
            byte[] answer = content.isReadable() ? door.answer(content.nioBuffer(), from, nowNanos) : null;
            if (answer != null && context.channel().isWritable()) {
                context.write(new DatagramPacket(Unpooled.wrappedBuffer(answer), from), context.voidPromise());
            }
        } finally {
            content.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        end(context);
        context.flush();
        reading = false;
    }

    /** A port that nobody listens at any more, told by the system about an earlier datagram, is no reason to stop. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        figures.malformed.add(1);
    }
}
