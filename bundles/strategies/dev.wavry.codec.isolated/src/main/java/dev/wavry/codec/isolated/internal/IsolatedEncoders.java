package dev.wavry.codec.isolated.internal;

import dev.wavry.spi.codec.EncoderContext;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.PixelFormat;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Offers the encoders of other bundles again, each to be run in a process of its own. Never the first choice. */
@Component(service = VideoEncoderFactory.class, property = "service.ranking:Integer=-1000")
@Strategy(id = IsolatedEncoders.ID, label = "Encoders in a process of their own")
public final class IsolatedEncoders implements VideoEncoderFactory {
    static final String ID = "isolated";
    private static final String PREFIX = ID + "-";
    /** Copying there and back, and waking two processes. */
    private static final long COPY_NANOS_PER_MEGAPIXEL = 1_000_000;

    private final BundleContext own;
    private final ClassPath classPath;
    private final Map<ServiceReference<VideoEncoderFactory>, VideoEncoderFactory> others = new ConcurrentHashMap<>();

    /** Starts nothing. */
    @Activate
    public IsolatedEncoders(BundleContext own) {
        this.own = own;
        File data = own.getDataFile("jars");
        this.classPath = new ClassPath(data == null ? Path.of(System.getProperty("java.io.tmpdir")) : data.toPath());
    }

    /** Another factory is there. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            target = "(!(wavry.strategy.id=" + ID + "))")
    public void bind(ServiceReference<VideoEncoderFactory> reference, VideoEncoderFactory factory) {
        if (canBeMade(factory.getClass())) {
            others.put(reference, factory);
        }
    }

    /** It is gone. */
    public void unbind(ServiceReference<VideoEncoderFactory> reference) {
        others.remove(reference);
    }

    private static boolean canBeMade(Class<?> type) {
        return Stream.of(type.getConstructors())
                .map(Constructor::getParameterTypes)
                .anyMatch(IsolatedEncoders::known);
    }

    private static boolean known(Class<?>[] parameters) {
        return parameters.length == 0 || parameters.length == 1 && parameters[0].equals(BundleContext.class);
    }

    @Override
    public List<EncoderOffer> offers() {
        List<EncoderOffer> all = new ArrayList<>();
        for (VideoEncoderFactory other : others.values()) {
            other.offers().stream()
                    .filter(IsolatedEncoders::fits)
                    .map(IsolatedEncoders::again)
                    .forEach(all::add);
        }
        return all;
    }

    private static boolean fits(EncoderOffer offer) {
        return !offer.parts()
                && offer.pixels().equals(PixelFormat.BGR0)
                && offer.memory().equals(MemoryKind.HOST);
    }

    private static EncoderOffer again(EncoderOffer offer) {
        EncoderOffer.Builder copy = EncoderOffer.of(
                offer.codec(),
                PREFIX + offer.implementation(),
                offer.costNanosPerMegapixel() + COPY_NANOS_PER_MEGAPIXEL);
        copy = offer.keepsRate() ? copy : copy.ignoringRate();
        return (offer.exact() ? copy.exact() : copy).build();
    }

    @Override
    public VideoEncoder open(EncoderSpec spec, EncoderContext context) throws CannotOpenException {
        for (Map.Entry<ServiceReference<VideoEncoderFactory>, VideoEncoderFactory> other : others.entrySet()) {
            for (EncoderOffer offer : other.getValue().offers()) {
                if (fits(offer)
                        && offer.codec().equals(spec.codec())
                        && spec.implementation().equals(PREFIX + offer.implementation())
                        && spec.format().pixels().equals(PixelFormat.BGR0)) {
                    return open(other.getKey().getBundle(), other.getValue(), offer, spec, context);
                }
            }
        }
        throw new CannotOpenException(
                Reason.NOT_HERE,
                "No other bundle offers an encoder that would be '" + spec.implementation() + "' for " + spec.codec()
                        + " of " + spec.format(),
                "Choose one of " + offers());
    }

    private VideoEncoder open(
            Bundle bundle, VideoEncoderFactory factory, EncoderOffer offer, EncoderSpec spec, EncoderContext context)
            throws CannotOpenException {
        try {
            String path = classPath.of(own.getBundle(), bundle);
            EncoderSpec inside =
                    new EncoderSpec(spec.codec(), offer.implementation(), spec.format(), spec.rate(), spec.threads());
            return open(path, factory.getClass().getName(), inside, context);
        } catch (IOException e) {
            throw new CannotOpenException(
                    Reason.BROKEN,
                    "A process for '" + spec.implementation() + "' could not be prepared: " + e.getMessage(),
                    "Look whether the disk or /dev/shm is full",
                    e);
        }
    }

    /** Opens an encoder of a factory's class in a process with this class path. */
    static VideoEncoder open(String path, String factory, EncoderSpec spec, EncoderContext context)
            throws CannotOpenException, IOException {
        SharedMemory memory = SharedMemory.create(spec.format());
        try {
            Child child = Child.open(path, factory, spec, memory);
            memory.forgetName();
            return new IsolatedEncoder(spec.format(), context, memory, child);
        } catch (CannotOpenException | IOException | RuntimeException e) {
            memory.close();
            throw e;
        }
    }
}
