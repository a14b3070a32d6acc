package dev.wavry.operate.live;

import dev.wavry.api.ErrorKind;
import dev.wavry.operate.trust.RefusedException;
import dev.wavry.spi.capture.Capture;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.capture.CaptureSource;
import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.DecoderSpec;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.health.Finding;
import dev.wavry.spi.health.HealthCheck;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.VideoFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Tries out what a bundle offers before any session gets it: its own health checks, one real coded picture of each codec, one real
 * captured picture, one opened decoder. Runs on a thread of its own, which is left behind if the bundle never returns.
 */
public final class SelfTest {
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long PICTURE_NANOS = 2_000_000_000L;
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    private final BundleContext context;

    /** Finds services through this bundle. */
    public SelfTest(BundleContext context) {
        this.context = context;
    }

    /** Tries everything a bundle offers. @return what was tried, in words */
    public List<String> run(Bundle bundle) throws RefusedException {
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> tryAll(bundle, done), "wavry-self-test");
        thread.setDaemon(true);
        thread.start();
        try {
            return done.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            StackTraceElement[] stack = thread.getStackTrace();
            throw failed(bundle, "it did not return within 5 s" + (stack.length == 0 ? "" : "; it was in " + stack[0]));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw failed(bundle, cause instanceof Failure ? cause.getMessage() : String.valueOf(cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(bundle, "the test was interrupted");
        }
    }

    private static RefusedException failed(Bundle bundle, String why) {
        return new RefusedException(
                ErrorKind.ROLLED_BACK,
                "'" + LiveBundles.key(bundle) + "' fails its self-test: " + why,
                "Nothing was changed; ask whoever made it");
    }

    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(String why) {
            super(why);
        }
    }

    private void tryAll(Bundle bundle, CompletableFuture<List<String>> done) {
        List<String> tried = new ArrayList<>();
        try {
            ServiceReference<?>[] services = bundle.getRegisteredServices();
            for (ServiceReference<?> reference : services == null ? new ServiceReference<?>[0] : services) {
                Object service = context.getService(reference);
                if (service != null) {
                    tryOne(service, tried);
                    context.ungetService(reference);
                }
            }
            done.complete(tried);
        } catch (CannotOpenException e) {
            done.completeExceptionally(new Failure("it cannot be opened (" + e.reason() + "): " + e.getMessage()));
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }

    private static void tryOne(Object service, List<String> tried) throws CannotOpenException {
        if (service instanceof HealthCheck check) {
            healthy(check);
            tried.add("health of " + check.subject());
        }
        if (service instanceof VideoEncoderFactory encoders) {
            for (EncoderOffer offer : encoders.offers()) {
                if (offer.pixels().equals(PixelFormat.BGR0) && offer.memory().equals(MemoryKind.HOST)) {
                    encode(encoders, offer);
                    tried.add("encoded by " + offer);
                }
            }
        }
        if (service instanceof VideoDecoderFactory decoders) {
            for (DecoderOffer offer : decoders.offers()) {
                decode(decoders, offer);
                tried.add("opened decoder " + offer.implementation());
            }
        }
        SoundSelfTest.tryOne(service, tried);
        if (service instanceof CaptureSource source && !source.targets().isEmpty()) {
            capture(source);
            tried.add("captured " + source.targets().get(0).id());
        }
    }

    private static void healthy(HealthCheck check) {
        Finding finding = check.check();
        if (finding.level() == Finding.Level.ERROR) {
            throw new Failure(finding.what() + ": " + finding.why());
        }
    }

    private static void encode(VideoEncoderFactory factory, EncoderOffer offer) throws CannotOpenException {
        VideoFormat format = new VideoFormat(WIDTH, HEIGHT, PixelFormat.BGR0);
        EncoderSpec spec = new EncoderSpec(offer.codec(), offer.implementation(), format, new RateTarget(5_000, 60), 1);
        TestContext.Encoding context = new TestContext.Encoding();
        TestPicture pictures = new TestPicture(format);
        VideoEncoder encoder = factory.open(spec, context);
        try {
            long end = System.nanoTime() + PICTURE_NANOS;
            while (context.made.get() == 0) {
                pictures.next(encoder::encode);
                encoder.doWork();
                sound(context, offer + " made no frame within 2 s", end);
            }
        } finally {
            encoder.close();
        }
        if (context.outstanding() != 0 || pictures.outstanding() != 0) {
            throw new Failure(offer + " keeps pictures or frames after it was closed");
        }
    }

    private static void decode(VideoDecoderFactory factory, DecoderOffer offer) throws CannotOpenException {
        if (!offer.produces().isEmpty()) {
            VideoFormat format = new VideoFormat(WIDTH, HEIGHT, offer.produces().get(0));
            TestContext.Picturing context = new TestContext.Picturing();
            factory.open(new DecoderSpec(offer.codec(), offer.implementation(), format), context)
                    .close();
        }
    }

    private static void capture(CaptureSource source) throws CannotOpenException {
        TestContext.Picturing context = new TestContext.Picturing();
        Capture capture = source.open(source.targets().get(0), new CaptureSettings(60, WIDTH, HEIGHT), context);
        try {
            long end = System.nanoTime() + PICTURE_NANOS;
            while (context.made.get() == 0) {
                capture.doWork();
                capture.await(5_000_000);
                sound(context, "it captured no picture within 2 s", end);
            }
        } finally {
            capture.close();
        }
    }

    private static void sound(TestContext context, String slow, long endNanos) {
        Throwable failure = context.failure();
        if (failure != null) {
            throw new Failure(String.valueOf(failure));
        }
        if (System.nanoTime() > endNanos) {
            throw new Failure(slow);
        }
    }
}
