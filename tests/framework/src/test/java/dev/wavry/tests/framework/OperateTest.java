package dev.wavry.tests.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.ConnectRequest;
import dev.wavry.api.ErrorKind;
import dev.wavry.api.HostHandle;
import dev.wavry.api.HostRequest;
import dev.wavry.api.Operator;
import dev.wavry.api.Role;
import dev.wavry.api.SessionState;
import dev.wavry.api.Wavry;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Orders of an operator while a session shows a moving picture; bundles that misbehave are rolled back and the session goes on. */
@InFramework
class OperateTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final String MAD = "io.acme.mad";

    private BundleContext context;
    private Path folder;
    private HostHandle host;
    private ClientHandle client;
    private Operator operator;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void shareTheTestPattern() throws Exception {
        context = FrameworkUtil.getBundle(OperateTest.class).getBundleContext();
        folder = Files.createTempDirectory("wavry-operate");
        operator = context.getService(context.getServiceReference(Operator.class));
        Wavry wavry = context.getService(context.getServiceReference(Wavry.class));
        Path keys = folder.resolve("client.key");
        host = wavry.host(new HostRequest()
                .authorize(wavry.id(keys, true))
                .source("testpattern")
                .size(640, 360));
        client = wavry.connect(new ConnectRequest(host.address())
                .hostId(host.id())
                .keyFile(keys)
                .renderer("headless"));
        await("a moving picture", () -> presented() > 60);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        client.ended().get(10, TimeUnit.SECONDS);
        host.close();
        if (mad() != null) {
            assertEquals(0, order("remove", MAD), said::toString);
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private int order(String... words) {
        said.clear();
        return operator.perform(List.of(words), "test", said::add);
    }

    private Bundle mad() {
        return Stream.of(context.getBundles())
                .filter(b -> MAD.equals(b.getSymbolicName()))
                .findFirst()
                .orElse(null);
    }

    /** A bundle with the fixture in it, which does its duty until it goes mad in the way that is named. */
    private String bundle(String mode, String version) throws Exception {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", MAD);
        main.putValue("Bundle-Version", version);
        main.putValue("Bundle-Activator", "dev.wavry.tests.framework.fixture.MadCodec");
        main.putValue(
                "Import-Package",
                "org.osgi.framework,dev.wavry.spi.codec,dev.wavry.spi.media,dev.wavry.spi.lifecycle,dev.wavry.spi.health");
        main.putValue("Mad-Mode", mode);
        Path file = folder.resolve(mode + version + ".jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String name : new String[] {"MadCodec", "MadCodec$Mad", "MadCodec$Garbler"}) {
                String entry = "dev/wavry/tests/framework/fixture/" + name + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream in = OperateTest.class.getResourceAsStream("/" + entry)) {
                    in.transferTo(jar);
                }
            }
        }
        return file.toString();
    }

    private void assertRolledBack(String mode, String why) throws Exception {
        int code = order("swap", "encoder", bundle(mode, "1.0.0"), "--watch=8");
        assertEquals(ErrorKind.ROLLED_BACK.exitCode(), code, said::toString);
        String last = said.get(said.size() - 1);
        assertTrue(last.contains(why), said::toString);
        assertEquals(null, mad(), "nothing stays installed");
        await(
                "what ran before",
                () -> host.live().getOrDefault(Role.ENCODER, "").startsWith("dev.wavry.codec.ffmpeg"));
        long before = presented();
        await("a picture that goes on", () -> running() && presented() > before + 30);
    }

    @Test
    void shouldSwapAnEncoderInAndUpdateItAndRollBack() throws Exception {
        assertEquals(0, order("swap", "encoder", bundle("sane", "1.0.0"), "--watch=1"), said::toString);
        assertEquals(MAD + " 1.0.0", host.live().get(Role.ENCODER));
        assertEquals(0, order("update", bundle("sane", "1.1.0"), "--watch=1", "--json"), said::toString);
        assertEquals(MAD + " 1.1.0", host.live().get(Role.ENCODER));
        assertTrue(said.get(said.size() - 1).contains("\"sessionsLost\":0"), said::toString);
        assertEquals(ErrorKind.USAGE.exitCode(), order("update", bundle("sane", "1.0.0")), "older without being asked");
        assertEquals(0, order("rollback"), said::toString);
        assertEquals(MAD + " 1.0.0", host.live().get(Role.ENCODER));
        assertEquals(0, order("swap", "encoder", "auto"));
        await("the best codec", () -> host.plan().contains("h264"));
        assertTrue(running());
    }

    @Test
    void shouldRefuseAnEncoderThatFailsItsTestAndChangeNothing() throws Exception {
        assertRolledBack("test", "encodes nothing on purpose");
    }

    @Test
    void shouldRefuseABundleThatDoesNotStart() throws Exception {
        assertRolledBack("start", "does not start on purpose");
    }

    @Test
    void shouldRefuseAnEncoderThatNeverOpens() throws Exception {
        assertRolledBack("open", "did not return within 5 s");
    }

    @Test
    void shouldRollBackAnEncoderThatThrowsInASession() throws Exception {
        assertRolledBack("throw", "throws on purpose");
    }

    @Test
    void shouldRollBackAnEncoderThatStallsInASession() throws Exception {
        assertRolledBack("stall", "did not return for more than 250 ms");
    }

    @Test
    void shouldRollBackAnEncoderWhoseFramesNobodyCanDecode() throws Exception {
        assertRolledBack("garbage", "cannot be decoded");
    }

    @Test
    void shouldRollBackAnEncoderThatKeepsPictures() throws Exception {
        assertRolledBack("keep", "gives none back");
    }

    @Test
    void shouldRollBackAnEncoderThatMakesSessionsSlow() throws Exception {
        assertRolledBack("slow", "latency");
    }

    @Test
    void shouldSayWhatWouldHappenAndDoNothing() throws Exception {
        String plan = host.plan();
        assertEquals(0, order("swap", "encoder", bundle("sane", "1.0.0"), "--dry-run"), said::toString);
        assertTrue(said.stream().anyMatch(l -> l.contains("would bring in " + MAD)), said::toString);
        assertEquals(null, mad());
        assertEquals(plan, host.plan());
        assertEquals(0, order("history"));
        assertFalse(said.isEmpty());
    }

    @Test
    void shouldHandOverTheDecoderOfAViewer() {
        assertEquals(0, order("swap", "encoder", "dev.wavry.codec.raw", "--watch=0"), said::toString);
        assertEquals(0, order("swap", "encoder", "auto", "--watch=0"), said::toString);
        await(
                "the decoder of the best codec",
                () -> client.live().getOrDefault(Role.DECODER, "").startsWith("dev.wavry.codec.ffmpeg"));
        assertTrue(running());
    }

    @Test
    void shouldNotExchangeWhatIsPinnedNorRemoveWhatOthersStandOn() throws Exception {
        assertEquals(0, order("install", bundle("sane", "1.0.0")), said::toString);
        assertEquals(0, order("pin", MAD));
        assertEquals(ErrorKind.USAGE.exitCode(), order("update", bundle("sane", "2.0.0")), said::toString);
        assertEquals(ErrorKind.USAGE.exitCode(), order("remove", MAD), said::toString);
        assertEquals(0, order("unpin", MAD));
        assertEquals(ErrorKind.USAGE.exitCode(), order("remove", "dev.wavry.core"), said::toString);
        assertEquals(ErrorKind.NO_SUCH_PART.exitCode(), order("swap", "capture", MAD, "--watch=0"), said::toString);
    }

    private boolean running() {
        return client.state() == SessionState.RUNNING;
    }

    private long presented() {
        return client.report().counters().get("framesPresented");
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(
                    System.nanoTime() < end, () -> "waited 30 s for " + what + "; the host's plan is " + host.plan());
            LockSupport.parkNanos(2_000_000);
        }
    }
}
