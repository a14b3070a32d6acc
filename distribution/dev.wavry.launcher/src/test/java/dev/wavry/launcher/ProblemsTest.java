package dev.wavry.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleException;

class ProblemsTest {
    @Test
    void shouldNameTheRootOfAChainOfMissingRequirements() {
        String report = "Unable to resolve a [1](R 1.0): missing requirement [a [1](R 1.0)] osgi.wiring.package;"
                + " (osgi.wiring.package=b) [caused by: Unable to resolve b [2](R 2.0): missing requirement [b [2](R 2.0)]"
                + " osgi.ee; (&(osgi.ee=JavaSE)(version=99))] Unresolved requirements: [[a [1](R 1.0)]"
                + " osgi.wiring.package; (osgi.wiring.package=b)]";
        BundleException cause = new BundleException(report, BundleException.RESOLVE_ERROR);
        assertEquals("needs osgi.ee (&(osgi.ee=JavaSE)(version=99)), which no bundle here offers", Problems.why(cause));
    }

    @Test
    void shouldNameTheInnermostCauseOfAFailedStart() {
        Exception cause = new BundleException("Activator start error", new IllegalStateException("port 4000 is taken"));
        assertEquals("failed to start: java.lang.IllegalStateException: port 4000 is taken", Problems.why(cause));
    }
}
