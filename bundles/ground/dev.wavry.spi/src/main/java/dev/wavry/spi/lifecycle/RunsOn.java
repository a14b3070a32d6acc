package dev.wavry.spi.lifecycle;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which agents call a method of the SPI; several roles mean any of them, never two at the same time unless said. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RunsOn {
    /** The roles. */
    AgentRole[] value();
}
