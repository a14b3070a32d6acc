package dev.wavry.launcher;

import org.apache.felix.framework.Logger;
import org.jspecify.annotations.Nullable;

/** Felix prints to standard output, which belongs to the commands; its errors go to standard error in one line. */
final class FrameworkLog extends Logger {
    @Override
    protected void doLog(int level, @Nullable String message, @Nullable Throwable cause) {
        // What keeps a bundle from running also arrives as a framework event and is worded by Problems.
        if (level == LOG_ERROR && !(cause instanceof org.osgi.framework.BundleException)) {
            System.err.println("WARN  framework: " + message + (cause == null ? "" : " (" + cause + ")"));
        }
    }
}
