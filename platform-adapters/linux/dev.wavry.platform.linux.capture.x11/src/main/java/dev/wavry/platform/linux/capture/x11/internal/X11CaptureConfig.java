package dev.wavry.platform.linux.capture.x11.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the X11 capture. */
@ObjectClassDefinition(name = "X11 screen capture", description = "Captures monitors of an X server on this machine")
@interface X11CaptureConfig {
    /** Name of the display, empty for the one of the process. */
    @AttributeDefinition(
            name = "Display",
            description = "X display such as :0; empty takes wavry.display or the DISPLAY of the environment")
    String display() default "";
}
