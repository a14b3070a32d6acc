package dev.wavry.spi.render;

import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.lifecycle.Awaitable;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.spi.lifecycle.RunsOn;
import dev.wavry.spi.media.VideoFrame;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A running presentation. {@link #doWork} and {@link #await} collect events on PRESENT; {@link #present} may come from DECODE at
 * the same time, so the presentation guards what they share.
 */
@ConsumerType
public interface Presentation extends Running, Awaitable {
    /** Shows the damage of a picture; takes the caller's count. A picture of another size resizes the content. */
    @RunsOn({AgentRole.DECODE, AgentRole.PRESENT})
    Presented present(VideoFrame picture);

    /**
     * Shows the damage of a picture that is a region of the content, such as a video in a desktop; takes the caller's count. What it covers
     * stays until a whole picture damages that place. Parts outside of the content are left out.
     *
     * @param picture its damage counts from its own upper left corner
     * @param x where that corner lies in the content, in its pixels
     * @param y likewise
     * @return {@link Presented#HIDDEN} too while there is no content yet
     */
    @RunsOn({AgentRole.DECODE, AgentRole.PRESENT})
    Presented presentRegion(VideoFrame picture, int x, int y);

    /** The far pointer looks different. */
    @RunsOn({AgentRole.RECEIVE, AgentRole.DECODE})
    void cursorShape(CursorShape shape);

    /** The far pointer is elsewhere (somebody else moved it) or hidden. */
    @RunsOn({AgentRole.RECEIVE, AgentRole.DECODE})
    void cursorMoved(int x, int y, boolean visible);

    /** Lines of text for the overlay, newest replaces older; shown only while the person has it switched on. */
    @RunsOn(AgentRole.CONTROL)
    void overlay(String text);
}
