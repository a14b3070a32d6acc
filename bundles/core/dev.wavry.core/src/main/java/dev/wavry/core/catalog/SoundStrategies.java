package dev.wavry.core.catalog;

import dev.wavry.spi.audio.AudioDecoderFactory;
import dev.wavry.spi.audio.AudioEncoderFactory;
import dev.wavry.spi.audio.AudioSink;
import dev.wavry.spi.audio.AudioSource;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Watches the service registry for strategies of sound and brings them into the catalog. */
@Component(service = SoundStrategies.class, immediate = true)
public final class SoundStrategies {
    private final StrategyCatalog catalog;

    /** Called by the component runtime. */
    @Activate
    public SoundStrategies(@Reference StrategyCatalog catalog) {
        this.catalog = catalog;
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "addSource",
            unbind = "removeSource")
    void addSource(AudioSource service, ServiceReference<AudioSource> reference) {
        catalog.arrived(AudioSource.class, StrategyCatalog.provider(service, reference));
    }

    void removeSource(AudioSource service, ServiceReference<AudioSource> reference) {
        catalog.leaving(StrategyCatalog.provider(service, reference));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "addEncoder",
            unbind = "removeEncoder")
    void addEncoder(AudioEncoderFactory service, ServiceReference<AudioEncoderFactory> reference) {
        catalog.arrived(AudioEncoderFactory.class, StrategyCatalog.provider(service, reference));
    }

    void removeEncoder(AudioEncoderFactory service, ServiceReference<AudioEncoderFactory> reference) {
        catalog.leaving(StrategyCatalog.provider(service, reference));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "addDecoder",
            unbind = "removeDecoder")
    void addDecoder(AudioDecoderFactory service, ServiceReference<AudioDecoderFactory> reference) {
        catalog.arrived(AudioDecoderFactory.class, StrategyCatalog.provider(service, reference));
    }

    void removeDecoder(AudioDecoderFactory service, ServiceReference<AudioDecoderFactory> reference) {
        catalog.leaving(StrategyCatalog.provider(service, reference));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "addSink",
            unbind = "removeSink")
    void addSink(AudioSink service, ServiceReference<AudioSink> reference) {
        catalog.arrived(AudioSink.class, StrategyCatalog.provider(service, reference));
    }

    void removeSink(AudioSink service, ServiceReference<AudioSink> reference) {
        catalog.leaving(StrategyCatalog.provider(service, reference));
    }
}
