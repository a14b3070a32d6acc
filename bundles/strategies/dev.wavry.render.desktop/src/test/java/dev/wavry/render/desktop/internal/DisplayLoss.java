package dev.wavry.render.desktop.internal;

import dev.wavry.spi.render.PresentationSpec;
import dev.wavry.spi.render.Presented;
import java.util.concurrent.TimeUnit;

/** A viewer whose X server goes away; in a process of its own, because Xlib likes to end it. */
final class DisplayLoss {
    static final int SURVIVED = 42;
    private static final int MISSED = 1;

    private DisplayLoss() {}

    public static void main(String[] args) throws Exception {
        XServer server = new XServer(640, 480);
        Person person = new Person();
        Pictures pictures = new Pictures();
        PresentAgent agent = new PresentAgent(
                new DesktopRenderer(server.name(), Drawing.SURFACE),
                new PresentationSpec("lost", 320, 200, false),
                person);
        agent.presentation().present(pictures.picture(320, 200, Pictures.plain(1)));
        server.close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        Presented last = Presented.SHOWN;
        while (person.failures.isEmpty() || last != Presented.CLOSED) {
            if (System.nanoTime() > deadline) {
                System.out.println("failures " + person.failures + ", last picture " + last);
                Runtime.getRuntime().halt(MISSED);
            }
            last = agent.presentation().present(pictures.picture(320, 200, Pictures.plain(2)));
        }
        agent.close();
        Runtime.getRuntime().halt(pictures.pool.outstanding() == 0 ? SURVIVED : MISSED);
    }
}
