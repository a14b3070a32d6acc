package dev.wavry.capture.testpattern.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Settings of the test pattern. */
@ObjectClassDefinition(name = "Test pattern", description = "Moving pictures that need no screen")
@interface TestPatternConfig {
    /** Width in pixels, 128 to 16384, where the session wishes none. */
    @AttributeDefinition(name = "Width", description = "Pixels, 128 to 16384; a session may wish another", min = "128")
    int width() default 1280;

    /** Height in pixels, 64 to 16384, where the session wishes none. */
    @AttributeDefinition(name = "Height", description = "Pixels, 64 to 16384; a session may wish another", min = "64")
    int height() default 720;

    /** Which pattern is offered first. */
    @AttributeDefinition(
            name = "Motion",
            description = "Which pattern is offered first",
            options = {
                @Option(value = "small", label = "A square over a still background"),
                @Option(value = "full", label = "Everything moves")
            })
    String motion() default "small";
}
