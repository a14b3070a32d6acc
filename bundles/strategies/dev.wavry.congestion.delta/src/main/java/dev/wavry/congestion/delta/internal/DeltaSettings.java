package dev.wavry.congestion.delta.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How DELTA behaves. */
@ObjectClassDefinition(name = "DELTA rate control", description = "Keeps the queue of the path short.")
public @interface DeltaSettings {
    /** What is never gone below, in kbit/s. */
    @AttributeDefinition(name = "Floor", description = "Never less than this, in kilobits (1000 bits) per second.")
    int floorKbps() default 300;

    /** Queue that makes it give way, in ms. */
    @AttributeDefinition(
            name = "Queue limit",
            description = "A longer queue on the path means too much is sent, in ms.")
    int queueLimitMillis() default 15;

    /** What it goes back to, of what arrives, in percent. */
    @AttributeDefinition(name = "Back-off", description = "What it goes back to, in percent of what arrives, 50 to 95.")
    int backOffPercent() default 85;
}
