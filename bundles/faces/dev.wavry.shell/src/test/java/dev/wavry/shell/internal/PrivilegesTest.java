package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that runs as root is told so. */
@Timeout(10)
class PrivilegesTest {
    @Test
    void shouldWarnRootAndNobodyElse() {
        assertTrue(Privileges.warning(0).orElseThrow().contains("runs as root"));
        assertTrue(Privileges.warning(1000).isEmpty());
    }

    @Test
    void shouldLookAtTheOwnerOfTheProcess(@TempDir Path own) throws Exception {
        int user = (Integer) Files.getAttribute(own, "unix:uid");
        assertEquals(Privileges.warning(user), Privileges.warning(own));
        assertTrue(Privileges.warning(own.resolve("missing")).isEmpty());
    }
}
