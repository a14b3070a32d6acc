package dev.wavry.codec.ffmpeg.internal;

import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.health.Finding;
import dev.wavry.spi.health.HealthCheck;
import dev.wavry.spi.lifecycle.Strategy;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Tries the encoders that need a device. Those that really encoded a picture are registered as a factory of their own, so that
 * the core learns of them when they are known and not before; a later check registers what changed.
 */
@Component(service = HealthCheck.class)
public final class HardwareProbe implements HealthCheck {
    /** A check returns within 2 s; the last driver that is tried may take the rest. */
    private static final long LAST_START_NANOS = 1_000_000_000;

    private final Set<EncoderKind> candidates;
    private final Function<EncoderKind, String> trial;
    private final Function<Set<EncoderKind>, Runnable> register;
    private final LongSupplier clock;
    private Set<EncoderKind> registered = Set.of();
    private @Nullable Runnable unregister;

    /** Tries nothing before the first check. */
    @Activate
    public HardwareProbe(BundleContext bundle) {
        this(
                FfmpegEncoders.contained(true),
                TrialEncode::problem,
                working -> register(bundle, working),
                System::nanoTime);
    }

    HardwareProbe(
            Set<EncoderKind> candidates,
            Function<EncoderKind, String> trial,
            Function<Set<EncoderKind>, Runnable> register,
            LongSupplier clock) {
        this.candidates = candidates;
        this.trial = trial;
        this.register = register;
        this.clock = clock;
    }

    private static Runnable register(BundleContext bundle, Set<EncoderKind> working) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(Strategy.PREFIX_ + "id", "ffmpeg-hardware");
        properties.put(Strategy.PREFIX_ + "label", "FFmpeg hardware encoders");
        EncoderSet factory = new EncoderSet(Costs.of(bundle, "hardware-costs.properties"), working);
        ServiceRegistration<VideoEncoderFactory> registration =
                bundle.registerService(VideoEncoderFactory.class, factory, properties);
        return registration::unregister;
    }

    @Override
    public String subject() {
        return "hardware encoders";
    }

    @Override
    public synchronized Finding check() {
        long startNanos = clock.getAsLong();
        Map<EncoderKind, String> problems = new EnumMap<>(EncoderKind.class);
        Set<EncoderKind> working = EnumSet.noneOf(EncoderKind.class);
        for (EncoderKind kind : candidates) {
            if (clock.getAsLong() - startNanos < LAST_START_NANOS) {
                String problem = trial.apply(kind);
                if (problem.isEmpty()) {
                    working.add(kind);
                } else {
                    problems.put(kind, problem);
                }
            }
        }
        announce(working);
        return finding(working, problems);
    }

    private void announce(Set<EncoderKind> working) {
        if (working.equals(registered)) {
            return;
        }
        @Nullable Runnable before = unregister;
        unregister = working.isEmpty() ? null : register.apply(working);
        registered = working;
        // The new one first, so that there is no moment without any.
        if (before != null) {
            before.run();
        }
    }

    private static Finding finding(Set<EncoderKind> working, Map<EncoderKind, String> problems) {
        if (!working.isEmpty()) {
            String names = String.join(
                    ", ", working.stream().map(EncoderKind::ffmpegName).toList());
            return new Finding(Finding.Level.OK, "Hardware encoders work: " + names, "", "");
        }
        String why = problems.isEmpty() ? "the FFmpeg libraries contain none" : String.join("; ", problems.values());
        return new Finding(
                Finding.Level.OK,
                "No hardware encoder works here, software is used",
                Ffmpeg.isHere() ? why : "the FFmpeg libraries did not load (" + Ffmpeg.missing() + ")",
                "If there is a graphics card, install its driver and check again");
    }

    /** Takes the factory back. */
    @Deactivate
    public synchronized void close() {
        announce(Set.of());
    }
}
