package dev.wavry.launcher;

import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/** Words in one line each what keeps a bundle from running. Thread-safe. */
final class Problems implements FrameworkListener {
    /** One "missing requirement [who] namespace; (filter)" of the resolver's report; the last one is the root. */
    private static final Pattern MISSING = Pattern.compile("([a-z.]+); (\\([^\\[\\]]*\\))");

    private final PrintStream out;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    Problems(PrintStream out) {
        this.out = out;
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() != null) {
            report(name(event.getBundle()), event.getThrowable());
        }
    }

    /** A fragment that found no host stays merely installed and raises no event of its own. */
    void reportUnattachedFragments(Bundle[] bundles) {
        for (Bundle bundle : bundles) {
            String host = bundle.getHeaders().get(Constants.FRAGMENT_HOST);
            if (host != null && bundle.getState() == Bundle.INSTALLED) {
                line(name(bundle), "is a fragment of '" + host + "', which is not there or refuses it");
            }
        }
    }

    void report(String bundle, Throwable cause) {
        line(bundle, why(cause));
    }

    /** Turns the resolver's report into half a sentence; anything else is named by its innermost cause. */
    static String why(Throwable cause) {
        if (cause instanceof BundleException e && e.getType() == BundleException.RESOLVE_ERROR) {
            return missing(String.valueOf(e.getMessage()));
        }
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "failed to start: " + root;
    }

    private static String missing(String message) {
        Matcher chain = MISSING.matcher(message.split("Unresolved requirements", 2)[0]);
        String last = null;
        while (chain.find()) {
            last = chain.group(1) + " " + chain.group(2).strip();
        }
        return last == null ? "cannot be resolved: " + message : "needs " + last + ", which no bundle here offers";
    }

    private void line(String bundle, String why) {
        if (reported.add(bundle)) {
            out.println("WARN  bundle '" + bundle + "' is left out: it " + why.replaceAll("\\s+", " "));
        }
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
