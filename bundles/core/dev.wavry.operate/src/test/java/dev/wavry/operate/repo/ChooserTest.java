package dev.wavry.operate.repo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ErrorKind;
import dev.wavry.operate.trust.Keys;
import dev.wavry.operate.trust.RefusedException;
import dev.wavry.operate.trust.TrustStore;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Which bundle of a repository fits what a real framework runs. */
@Timeout(120)
class ChooserTest {
    @TempDir
    static Path keyFolder;

    private static Keys acme;

    @TempDir
    Path folder;

    private Shelf shelf;
    private Framework framework;

    @BeforeAll
    static void makeKeys() throws Exception {
        acme = Keys.make(keyFolder, "acme", "-validity", "36500");
    }

    @BeforeEach
    void start() throws Exception {
        shelf = new Shelf(Files.createDirectory(folder.resolve("shelf")));
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, folder.resolve("storage").toString()));
        framework.start();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private Bundle run(String name, String version, String... headers) throws Exception {
        Bundle bundle = framework
                .getBundleContext()
                .installBundle(name, new ByteArrayInputStream(Shelf.bundle(name, version, headers)));
        bundle.start();
        return bundle;
    }

    private Repositories.Known known() throws Exception {
        TrustStore trust = new TrustStore(folder.resolve("trust"));
        trust.add(acme.certificate(), "acme");
        new Indexer(ChooserTest.class.getClassLoader(), Clock.systemUTC())
                .make(shelf.folder(), acme.file(), "acme", Keys.WORD.toCharArray());
        return new Repositories(
                        folder.resolve("repositories"),
                        new Fetcher(null, Duration.ofSeconds(9)),
                        trust,
                        Clock.systemUTC())
                .add("acme", shelf.folder().toString());
    }

    private String choose(String wanted) throws Exception {
        return new Chooser(Running.in(framework.getBundleContext()))
                .choose(wanted, List.of(known())).stream()
                        .map(found -> found.entry().toString())
                        .toList()
                        .toString();
    }

    private String missing(String wanted) {
        RefusedException refusal = assertThrows(RefusedException.class, () -> choose(wanted));
        assertEquals(ErrorKind.NO_SUCH_PART, refusal.kind());
        return refusal.getMessage();
    }

    @Test
    void shouldChooseTheNewestThatThisMachineCanRun() throws Exception {
        String elsewhere =
                "Require-Capability: osgi.native;filter:=\"(&(osgi.native.osname~=win32)(osgi.native.processor~=aarch64))\"";
        shelf.put("io.acme.codec", "1.0.0", "Require-Capability: osgi.native;filter:=\"(osgi.native.osname~=linux)\"")
                .put(
                        "io.acme.codec",
                        "1.10.0",
                        "Require-Capability: osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"")
                .put("io.acme.codec", "1.9.0")
                .put("io.acme.codec", "2.0.0", elsewhere)
                .put(
                        "io.acme.codec",
                        "3.0.0",
                        "Require-Capability: osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"");
        assertEquals("[io.acme.codec 1.10.0]", choose("io.acme.codec"));
    }

    @Test
    void shouldTakeTheVersionThatIsNamedOrSayWhatItMisses() throws Exception {
        shelf.put("io.acme.codec", "1.0.0").put("io.acme.codec", "2.0.0", "Import-Package: io.nobody.has");
        assertEquals("[io.acme.codec 1.0.0]", choose("io.acme.codec@1.0.0"));
    }

    @Test
    void shouldSayWhatIsMissingOfEach() throws Exception {
        shelf.put("io.acme.codec", "1.0.0", "Require-Capability: osgi.native;filter:=\"(osgi.native.osname=Plan9)\"")
                .put("io.acme.codec", "2.0.0", "Import-Package: io.nobody.has;version=\"[2,3)\"")
                .put("io.acme.codec", "3.0.0", "Require-Bundle: io.acme.other");
        String said = missing("io.acme.codec");
        assertTrue(
                said.contains("1.0.0 misses another operating system or processor (osgi.native.osname=Plan9)"), said);
        assertTrue(said.contains("2.0.0 misses the package") && said.contains("io.nobody.has"), said);
        assertTrue(said.contains("3.0.0 misses the bundle") && said.contains("io.acme.other"), said);
    }

    @Test
    void shouldKnowNothingOfOtherNamesAndVersions() throws Exception {
        shelf.put("io.acme.codec", "1.0.0");
        Chooser chooser = new Chooser(Running.in(framework.getBundleContext()));
        List<Repositories.Known> repositories = List.of(known());
        for (String wanted : List.of("io.acme.coded", "io.acme.codec@9", "io.acme.codec@2.0.0")) {
            RefusedException refusal =
                    assertThrows(RefusedException.class, () -> chooser.choose(wanted, repositories), wanted);
            assertEquals(ErrorKind.NO_SUCH_PART, refusal.kind());
            assertTrue(refusal.getMessage().contains("no repository has a bundle of this name"), refusal::getMessage);
        }
        assertEquals(
                ErrorKind.USAGE,
                assertThrows(RefusedException.class, () -> chooser.choose("io.acme.codec@x", repositories))
                        .kind());
    }

    @Test
    void shouldBringWhatABundleNeedsAndLeaveWhatIsThere() throws Exception {
        run("io.acme.base", "1.0.0", "Export-Package: io.acme.base;version=\"1.0.0\"");
        shelf.put("io.acme.base", "1.5.0", "Export-Package: io.acme.base;version=\"1.5.0\"")
                .put("io.acme.tools", "1.0.0", "Export-Package: io.acme.tools", "Import-Package: io.acme.deep")
                .put("io.acme.deep", "1.0.0", "Export-Package: io.acme.deep")
                .put("io.acme.codec", "1.0.0", "Import-Package: io.acme.base;version=\"[1,2)\",io.acme.tools");
        assertEquals("[io.acme.deep 1.0.0, io.acme.tools 1.0.0, io.acme.codec 1.0.0]", choose("io.acme.codec"));
    }

    @Test
    void shouldNotLetANewVersionStandOnTheOneThatItReplaces() throws Exception {
        run("io.acme.codec", "1.0.0", "Export-Package: io.acme.codec");
        shelf.put("io.acme.codec", "2.0.0", "Import-Package: io.acme.codec");
        assertTrue(missing("io.acme.codec").contains("2.0.0 misses the package"));
    }
}
