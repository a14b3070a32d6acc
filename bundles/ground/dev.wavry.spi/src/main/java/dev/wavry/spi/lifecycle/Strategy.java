package dev.wavry.spi.lifecycle;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Names a strategy: put it on the component that registers an SPI service; it becomes the service properties {@code wavry.strategy.id} and {@code wavry.strategy.label}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Strategy {
    /** Prefix of the service properties. */
    String PREFIX_ = "wavry.strategy.";

    /** Short lower-case name that operators use, such as {@code x11}. */
    String id();

    /** Name for people, such as {@code X11 screen}. */
    String label();
}
