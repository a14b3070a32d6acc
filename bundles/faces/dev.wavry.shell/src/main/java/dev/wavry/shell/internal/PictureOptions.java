package dev.wavry.shell.internal;

import dev.wavry.api.HostRequest;
import picocli.CommandLine.Option;

/** What a host sends: flags that {@code demo} and {@code host} share. */
final class PictureOptions {
    @Option(
            names = "--source",
            paramLabel = "ID",
            defaultValue = "auto",
            description = {
                "Where pictures come from; auto takes a real screen and else the test pattern.",
                "auto, x11, testpattern, robot or the id of another installed source"
            })
    private String source = "auto";

    @Option(
            names = "--codec",
            paramLabel = "ID",
            defaultValue = "auto",
            description = {
                "How pictures are coded.",
                "auto, or a codec, implementation or strategy as 'wavry codecs' lists them"
            })
    private String codec = "auto";

    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "1280x720",
            converter = Converters.PictureSize.class,
            description = {
                "Size of the pictures of sources that make their own.",
                "width x height in pixels such as 1280x720, each 64 to 8192"
            })
    private Size size = new Size(1280, 720);

    @Option(
            names = "--fps",
            paramLabel = "N",
            converter = Converters.FramesPerSecond.class,
            description = {
                "Pictures per second at most; 120 for screens and 60 for the test pattern if not given.",
                "a whole number from 1 to 240"
            })
    private int framesPerSecond;

    @Option(
            names = "--bitrate",
            paramLabel = "KBPS",
            defaultValue = "20000",
            converter = Converters.Kbps.class,
            description = {"Rate of the video in kbit/s.", "a whole number from 100 to 1000000"})
    private int bitrateKbps;

    HostRequest applyTo(HostRequest request) {
        return request.source(source)
                .codec(codec)
                .size(size.width(), size.height())
                .framesPerSecond(framesPerSecond)
                .bitrateKbps(bitrateKbps);
    }

    String source() {
        return source;
    }
}
