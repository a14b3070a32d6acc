package dev.wavry.platform.linux.internal;

import dev.wavry.agent.Agent;
import dev.wavry.agent.ParkingSleep;
import dev.wavry.lib.x11.DisplayNames;
import dev.wavry.lib.x11.LibC;
import dev.wavry.lib.x11.XLibraries;
import dev.wavry.lib.x11.Xlib;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.condition.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the condition {@value #CONDITION} while an X server answers, so that components can depend on it. */
@Component(
        service = {},
        immediate = true,
        configurationPid = LinuxConfig.PID)
public final class DisplayProbe {
    /** Id of the condition. */
    static final String CONDITION = "wavry.display.x11";

    private static final Logger LOG = LoggerFactory.getLogger(DisplayProbe.class);

    private final BundleContext bundle;
    private final @Nullable Agent agent;
    private @Nullable ServiceRegistration<Condition> registration;

    /** Made by SCR. */
    @Activate
    public DisplayProbe(BundleContext bundle, LinuxConfig config) {
        this(
                bundle,
                DisplayNames.choose(
                        config.display(), bundle.getProperty(DisplayNames.PROPERTY), System.getenv("DISPLAY")));
    }

    DisplayProbe(BundleContext bundle, String display) {
        this.bundle = bundle;
        if (display.isEmpty()) {
            agent = null;
            return;
        }
        Agent watching = new Agent(
                "wavry-x11-probe",
                System::nanoTime,
                now -> 0,
                new ParkingSleep(),
                broken -> LOG.error("The watch of the X server '{}' ended", display, broken));
        agent = watching.start();
        // Loading libraries takes longer than the start of most bundles, which would have to wait for it.
        watching.execute(() -> watch(watching, display));
    }

    private void watch(Agent watching, String display) {
        if (XLibraries.missing(Xlib.SONAME, LibC.SONAME) != null) {
            watching.stop();
            return;
        }
        DisplayWatch watch = new DisplayWatch(display, here -> announce(display, here));
        watching.become(watch, watch);
    }

    private void announce(String display, boolean here) {
        ServiceRegistration<Condition> registered = registration;
        if (here && registered == null) {
            registration = bundle.registerService(Condition.class, Condition.INSTANCE, condition(display));
            LOG.debug("An X server answers at '{}'", display);
        } else if (!here && registered != null) {
            registration = null;
            registered.unregister();
            LOG.debug("No X server answers at '{}' any more, or this bundle stops", display);
        }
    }

    private static java.util.Dictionary<String, ?> condition(String display) {
        return org.osgi.framework.FrameworkUtil.asDictionary(
                Map.of(Condition.CONDITION_ID, CONDITION, DisplayNames.PROPERTY, display));
    }

    /** Takes the condition back. */
    @Deactivate
    public void close() {
        if (agent != null) {
            agent.close();
        }
    }
}
