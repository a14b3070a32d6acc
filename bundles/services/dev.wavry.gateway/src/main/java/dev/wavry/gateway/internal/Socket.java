package dev.wavry.gateway.internal;

import dev.wavry.reach.signal.Signal;
import dev.wavry.spi.media.MediaClock;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One WebSocket: texts become messages at the desk. */
final class Socket extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Desk desk;
    private final Figures figures;
    private final MediaClock clock;
    private final Consumer<Boolean> opened;
    private @Nullable Guest guest;
    private int wrong;

    /** @param opened told when the WebSocket is open and when it is not any more */
    Socket(Desk desk, Figures figures, MediaClock clock, Consumer<Boolean> opened) {
        this.desk = desk;
        this.figures = figures;
        this.clock = clock;
        this.opened = opened;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
            Guest fresh = new Guest(
                    desk.nonce(),
                    signal -> context.writeAndFlush(new TextWebSocketFrame(signal.text())),
                    () -> context.writeAndFlush(io.netty.buffer.Unpooled.EMPTY_BUFFER)
                            .addListener(ChannelFutureListener.CLOSE));
            guest = fresh;
            opened.accept(true);
            desk.came(fresh);
        } else if (event instanceof IdleStateEvent) {
            context.close();
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        Guest here = guest;
        if (here == null || !(frame instanceof TextWebSocketFrame text)) {
            figures.malformed.add(1);
            context.close();
            return;
        }
        Signal signal;
        try {
            signal = Signal.read(text.text());
        } catch (IllegalArgumentException e) {
            figures.malformed.add(1);
            if (++wrong > 3) {
                context.close();
            }
            return;
        }
        desk.said(here, signal, clock.nanoTime());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Guest here = guest;
        guest = null;
        if (here != null) {
            opened.accept(false);
            desk.left(here);
        }
    }

    /** Whatever goes wrong with one connection ends that connection and no other. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        figures.malformed.add(1);
        context.close();
    }
}
