package dev.wavry.platform.linux.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the Linux platform. */
@ObjectClassDefinition(name = "Linux platform", description = "What this machine is and whether it has a display")
@interface LinuxConfig {
    /** Name shared by the components of this bundle. */
    String PID = "dev.wavry.platform.linux";

    /** Name of the display, empty for the one of the process. */
    @AttributeDefinition(
            name = "Display",
            description = "X display such as :0; empty takes wavry.display or the DISPLAY of the environment")
    String display() default "";
}
