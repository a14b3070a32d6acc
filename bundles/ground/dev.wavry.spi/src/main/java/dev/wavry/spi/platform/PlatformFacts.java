package dev.wavry.spi.platform;

import java.util.List;

/**
 * What this machine is.
 *
 * @param os name and version
 * @param displayServer such as {@code X11 :0}, empty without one
 * @param gpus names of graphics devices, empty without any
 */
public record PlatformFacts(String os, String displayServer, List<String> gpus) {
    public PlatformFacts {
        gpus = List.copyOf(gpus);
    }
}
