package dev.wavry.render.headless.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** When and where snapshots are written; system properties of the names in {@link HeadlessRenderer} win. */
@ObjectClassDefinition(name = "Headless renderer", description = "Keeps the picture in memory; can write snapshots.")
public @interface HeadlessSettings {
    /** PNG file written at close, and every so often if that is asked for; empty means none. */
    @AttributeDefinition(
            name = "Snapshot file",
            description = "PNG written at close; '%d' becomes the number of the snapshot; empty means none.")
    String snapshot() default "";

    /** Seconds between snapshots; 0 means only at close. */
    @AttributeDefinition(name = "Snapshot interval", description = "Seconds between snapshots; 0 means only at close.")
    int snapshotEverySeconds() default 0;
}
