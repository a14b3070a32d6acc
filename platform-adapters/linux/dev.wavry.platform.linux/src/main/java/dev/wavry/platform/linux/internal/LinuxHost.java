package dev.wavry.platform.linux.internal;

import dev.wavry.lib.x11.DisplayNames;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.platform.Permission;
import dev.wavry.spi.platform.PermissionState;
import dev.wavry.spi.platform.PlatformFacts;
import dev.wavry.spi.platform.PlatformHost;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Linux with X11. */
@Component(service = PlatformHost.class, configurationPid = LinuxConfig.PID)
@Designate(ocd = LinuxConfig.class)
public final class LinuxHost implements PlatformHost {
    private final String display;
    private final @Nullable String waylandDisplay;
    private final MachineFacts machine = new MachineFacts(Path.of("/"));

    /** Made by SCR. */
    @Activate
    public LinuxHost(BundleContext bundle, LinuxConfig config) {
        this(
                DisplayNames.choose(
                        config.display(), bundle.getProperty(DisplayNames.PROPERTY), System.getenv("DISPLAY")),
                System.getenv("WAYLAND_DISPLAY"));
    }

    LinuxHost(String display, @Nullable String waylandDisplay) {
        this.display = display;
        this.waylandDisplay = waylandDisplay;
    }

    @Override
    public PlatformFacts facts() {
        return new PlatformFacts(machine.operatingSystem(), displayServer(), machine.gpus());
    }

    private String displayServer() {
        if (onWayland()) {
            return "Wayland " + waylandDisplay;
        }
        return xAnswers() ? "X11 " + display : "";
    }

    private boolean onWayland() {
        return waylandDisplay != null && !waylandDisplay.isBlank();
    }

    private boolean xAnswers() {
        try (XConnection connection = XConnection.tryOpen(display)) {
            return connection != null;
        }
    }

    /** X lets everybody in who may connect; Wayland asks its user for screen and input each time they are opened. */
    @Override
    public PermissionState permission(Permission permission) {
        if (permission == Permission.MICROPHONE) {
            return PermissionState.GRANTED;
        }
        if (onWayland()) {
            return PermissionState.NOT_ASKED;
        }
        return display.isEmpty() || xAnswers() ? PermissionState.GRANTED : PermissionState.DENIED;
    }

    /** Does nothing: nobody can be asked in advance here. */
    @Override
    public void request(Permission permission) {}

    @Override
    public boolean promote(AgentRole role) {
        return ThreadRank.promote(role);
    }

    @Override
    public AutoCloseable keepAwake(String why) {
        return Wakefulness.keep(display, why);
    }
}
