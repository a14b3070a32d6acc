package dev.wavry.platform.linux.input.xtest.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the input through XTEST. */
@ObjectClassDefinition(name = "X11 input", description = "Acts as keyboard and pointer of an X server on this machine")
@interface XtestConfig {
    /** Name of the display, empty for the one of the shown screen. */
    @AttributeDefinition(
            name = "Display",
            description = "X display such as :0; empty takes the one whose screen is shown, wavry.display or DISPLAY")
    String display() default "";
}
