package dev.wavry.codec.ffmpeg.internal;

import java.io.File;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** Where the learnt costs of this bundle are. */
final class Costs {
    private Costs() {}

    /**
     * @param name file name inside the bundle's data folder
     */
    static CostFile of(BundleContext bundle, String name) {
        File file = bundle.getDataFile(name);
        @Nullable Path path = file == null ? null : file.toPath();
        return new CostFile(path, machine(bundle.getBundle().getVersion().toString()));
    }

    static String machine(String bundleVersion) {
        return System.getProperty("os.arch")
                + "-" + Runtime.getRuntime().availableProcessors()
                + "-java" + Runtime.version().feature()
                + "-avcodec" + (Ffmpeg.isHere() ? avcodec.avcodec_version() : 0)
                + "-" + bundleVersion;
    }
}
