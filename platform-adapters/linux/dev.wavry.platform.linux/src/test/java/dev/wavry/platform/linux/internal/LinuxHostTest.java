package dev.wavry.platform.linux.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.Xss;
import dev.wavry.lib.x11.testing.XServer;
import dev.wavry.spi.lifecycle.AgentRole;
import dev.wavry.spi.platform.Permission;
import dev.wavry.spi.platform.PermissionState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LinuxHostTest {
    private static final int SAVER_ON = 1;

    @Test
    void shouldNameTheSystemAndItsDisplay(@TempDir Path root) throws Exception {
        try (XServer server = XServer.xvfb(64, 64)) {
            LinuxHost host = new LinuxHost(server.display(), null);
            assertEquals("X11 " + server.display(), host.facts().displayServer());
            assertTrue(host.facts().os().contains("kernel"), host.facts().os());
            assertEquals(PermissionState.GRANTED, host.permission(Permission.SCREEN));
        }
        assertEquals("", new LinuxHost(":31999", null).facts().displayServer());
        assertEquals(PermissionState.DENIED, new LinuxHost(":31999", null).permission(Permission.INPUT));
        assertEquals("Wayland w", new LinuxHost("", "w").facts().displayServer());
        assertEquals(PermissionState.NOT_ASKED, new LinuxHost("", "w").permission(Permission.SCREEN));
    }

    @Test
    void shouldNameGraphicsDevicesButNotTheirConnectors(@TempDir Path root) throws Exception {
        card(root, "card1", "DRIVER=amdgpu\nPCI_ID=1002:744C\n");
        card(root, "card0", "DRIVER=i915\nPCI_ID=8086:9A49\n");
        card(root, "card0-DP-1", "DRIVER=wrong\n");
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/os-release"), "NAME=x\nPRETTY_NAME=\"Example OS 7\"\n");
        MachineFacts facts = new MachineFacts(root);
        assertEquals(List.of("amdgpu 1002:744C", "i915 8086:9A49"), facts.gpus());
        assertTrue(facts.operatingSystem().startsWith("Example OS 7, kernel "), facts.operatingSystem());
        assertEquals(List.of(), new MachineFacts(root.resolve("nowhere")).gpus());
    }

    private static void card(Path root, String name, String facts) throws Exception {
        Path device = root.resolve("sys/class/drm").resolve(name).resolve("device");
        Files.createDirectories(device);
        Files.writeString(device.resolve("uevent"), facts);
    }

    @Test
    void shouldRaiseTheCallingThreadOrSayThatItMayNot() throws Exception {
        int mine = niceness();
        boolean[] raised = new boolean[1];
        int[] nice = new int[2];
        Thread thread = new Thread(() -> {
            nice[0] = niceness();
            raised[0] = new LinuxHost("", null).promote(AgentRole.CAPTURE);
            nice[1] = niceness();
        });
        thread.start();
        thread.join();
        assertEquals(raised[0] ? ThreadRank.URGENT : nice[0], nice[1]);
        assertEquals(mine, niceness(), "only the thread itself is raised");
        assertTrue(new LinuxHost("", null).promote(AgentRole.OPENER));
    }

    private static int niceness() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            // Fields after the name in parentheses start with the third; the nice value is the 19th.
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
        } catch (java.io.IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void shouldKeepTheScreenAwakeUntilClosed() throws Exception {
        try (XServer server = XServer.xvfb(64, 64);
                XConnection connection = Objects.requireNonNull(XConnection.tryOpen(server.display()))) {
            server.run("xset", "s", "1", "1");
            AutoCloseable awake = new LinuxHost(server.display(), null).keepAwake("a session is running");
            XServer.await("two idle seconds", () -> info(connection, 24) > 2000);
            assertNotEquals(SAVER_ON, info(connection, 8));
            awake.close();
            XServer.await("the screen saver", () -> info(connection, 8) == SAVER_ON);
        }
    }

    private static int info(XConnection connection, int offset) {
        try (Memory info = new Memory(48)) {
            Xss.XScreenSaverQueryInfo(connection.display(), connection.root(), Pointer.nativeValue(info));
            return info.getInt(offset);
        }
    }

    @Test
    void shouldDoWithoutAScreenToKeepAwake() throws Exception {
        new LinuxHost(":31999", null).keepAwake("nothing to see").close();
        new LinuxHost("", null).keepAwake("nothing to see").close();
    }
}
