package dev.wavry.fec.xor.internal;

import dev.wavry.spi.control.FecFactory;
import dev.wavry.spi.control.FecScheme;
import dev.wavry.spi.lifecycle.Strategy;
import org.osgi.service.component.annotations.Component;

/** Offers parity. */
@Component(service = FecFactory.class, property = "service.ranking:Integer=10")
@Strategy(id = "xor", label = "Parity")
public final class XorFactory implements FecFactory {
    static final String SCHEME = "xor";

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public int largestGroup() {
        return Xor.MOST_SOURCES;
    }

    @Override
    public FecScheme open() {
        return new Xor();
    }
}
