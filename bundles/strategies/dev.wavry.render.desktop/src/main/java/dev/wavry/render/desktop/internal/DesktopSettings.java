package dev.wavry.render.desktop.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How windows are made. */
@ObjectClassDefinition(name = "Desktop window", description = "Shows pictures in a window of the desktop.")
public @interface DesktopSettings {
    /** X display to use instead of the environment's. */
    @AttributeDefinition(name = "Display", description = "X display such as ':1'; empty means the environment's.")
    String display() default "";

    /** How pixels reach the screen. */
    @AttributeDefinition(
            name = "Drawing",
            description = "'auto', 'surface' (processor, changed rectangles only) or 'texture' (graphics card).")
    String drawing() default "auto";
}
