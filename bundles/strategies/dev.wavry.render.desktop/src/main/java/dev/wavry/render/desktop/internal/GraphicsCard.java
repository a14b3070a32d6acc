package dev.wavry.render.desktop.internal;

import java.io.File;
import java.util.Locale;
import org.lwjgl.sdl.SDLRender;
import org.lwjgl.sdl.SDLVideo;
import org.lwjgl.system.JNI;
import org.lwjgl.system.MemoryUtil;

/** Whether drawing with textures would be done by a graphics card or by the processor in disguise. */
final class GraphicsCard {
    private static final int GL_RENDERER = 0x1F01;

    private GraphicsCard() {}

    /** A cheap look before anything is loaded: a Linux machine without these has no card that could draw. */
    static boolean likely() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return true;
        }
        String[] nodes = new File("/dev/dri").list((folder, name) -> name.startsWith("renderD"));
        return nodes != null && nodes.length > 0 || new File("/dev/nvidia0").exists();
    }

    /** True if the renderer draws with the processor. Under {@link Sdl#LOCK}, on the thread that made it. */
    static boolean isSoftware(long renderer) {
        String driver = SDLRender.SDL_GetRendererName(renderer);
        if (driver == null || driver.equals("software")) {
            return true;
        }
        long getString = driver.startsWith("opengl") ? SDLVideo.SDL_GL_GetProcAddress("glGetString") : 0;
        if (getString == 0) {
            return false;
        }
        String name = MemoryUtil.memUTF8Safe(JNI.invokeP(GL_RENDERER, getString));
        return name == null || isSoftwareName(name);
    }

    static boolean isSoftwareName(String openGlRenderer) {
        String name = openGlRenderer.toLowerCase(Locale.ROOT);
        return name.contains("llvmpipe")
                || name.contains("softpipe")
                || name.contains("swrast")
                || name.contains("swr ");
    }
}
