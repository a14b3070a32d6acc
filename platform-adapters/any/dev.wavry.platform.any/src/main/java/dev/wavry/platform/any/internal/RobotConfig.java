package dev.wavry.platform.any.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of capture and input by AWT. */
@ObjectClassDefinition(name = "Screen and input by AWT", description = "The last resort where nothing better exists")
@interface RobotConfig {
    /** Name shared by the components of this bundle. */
    String PID = "dev.wavry.platform.any";

    /** Whether to use AWT on Linux, where it ends the process when its X server ends. */
    @AttributeDefinition(
            name = "On Linux",
            description = "Offer it on Linux too; AWT ends the whole process there when its X server ends")
    boolean onLinux() default false;
}
