package dev.wavry.platform.linux.audio.pulse.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of sound through PulseAudio. */
@ObjectClassDefinition(name = "PulseAudio", description = "Sound of PulseAudio or of PipeWire's pulse server")
@interface PulseConfig {
    /** Address of the server, empty for the one of the process. */
    @AttributeDefinition(
            name = "Server",
            description =
                    "Such as unix:/run/user/1000/pulse/native; empty takes wavry.pulse.server or PULSE_SERVER or the usual place")
    String server() default "";
}
