package dev.wavry.benchmarks;

import dev.wavry.lab.Program;
import dev.wavry.lab.XServer;
import java.util.List;

/** TigerVNC as the yardstick: its X server and its viewer over the whole of another display. */
final class TigerVncRig implements Rig {
    private final String name;
    private final XServer host;
    private final XServer client;
    private final Program viewer;

    /**
     * Starts it.
     *
     * @param tuned updates as soon as something changes (up to 1000 a second) and without comparing, instead of the defaults
     */
    TigerVncRig(int width, int height, boolean tuned) {
        name = tuned ? "tigervnc-tuned" : "tigervnc";
        String[] options = tuned ? new String[] {"-FrameRate", "1000", "-CompareFB", "0"} : new String[0];
        host = XServer.vnc(width, height, options);
        client = XServer.xvfb(width, height);
        viewer = client.start(
                "xtigervncviewer", "-FullScreen", "-Shared", "-SecurityTypes", "None", "127.0.0.1::" + host.rfbPort());
        awaitLive();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String hostDisplay() {
        return host.display();
    }

    @Override
    public String clientDisplay() {
        return client.display();
    }

    /** The X server itself, so the cost of drawing counts too. */
    @Override
    public List<Long> hostPids() {
        return List.of(host.program().pid());
    }

    @Override
    public List<Long> viewerPids() {
        return List.of(viewer.pid());
    }

    @Override
    public void close() {
        client.close();
        host.close();
    }
}
