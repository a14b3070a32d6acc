package dev.wavry.operate.repo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.operate.repo.IndexReader.BadIndexException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

/** Indexes are read as they were written, and nothing else is read at all. */
@Timeout(30)
class IndexTest {
    private static final String DIGEST = "a".repeat(64);

    @TempDir
    Path folder;

    private static Entry entry(String name, String version) {
        Entry entry = new Entry();
        entry.offer(
                "osgi.identity",
                Map.of(),
                Map.of("osgi.identity", name, "type", "osgi.bundle", "version", Version.parseVersion(version)));
        entry.offer(
                Entry.CONTENT,
                Map.of(),
                Map.of(
                        Entry.CONTENT,
                        DIGEST,
                        "url",
                        name + ".jar",
                        "size",
                        12L,
                        "mime",
                        "application/vnd.osgi.bundle"));
        return entry;
    }

    private static String xml(String inner) {
        return "<?xml version='1.0' encoding='UTF-8'?>\n<repository xmlns='" + IndexReader.NAMESPACE
                + "' name='acme' increment='7'>" + inner + "</repository>";
    }

    private static String resource(String inner) {
        return "<resource><capability namespace='osgi.identity'><attribute name='osgi.identity' value='io.acme.x'/>"
                + "<attribute name='version' type='Version' value='1.0.0'/></capability>"
                + "<capability namespace='osgi.content'><attribute name='osgi.content' value='" + DIGEST
                + "'/><attribute name='url' value='x.jar'/><attribute name='size' type='Long' value='12'/></capability>"
                + inner + "</resource>";
    }

    private static Index read(String xml) throws BadIndexException {
        return IndexReader.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String xml) {
        assertThrows(BadIndexException.class, () -> read(xml), xml.substring(0, Math.min(300, xml.length())));
    }

    @Test
    void shouldReadWhatWasWritten() throws Exception {
        Entry entry = entry("io.acme.codec", "1.2.0");
        entry.offer(
                "acme.thing",
                Map.of("uses", "a,b", "mandatory", "x"),
                Map.of(
                        "x",
                        List.of("a,b", "c\\d", "e"),
                        "versions",
                        List.of(Version.parseVersion("1.0")),
                        "part",
                        0.5));
        entry.need("osgi.native", Map.of("filter", "(&(osgi.native.osname=Linux)(a<=b))"), Map.of("n", 5L));
        byte[] written = IndexWriter.write(new Index("acme \"<&>\"", 42, List.of(entry)));
        Index index = IndexReader.read(written);
        assertEquals("acme \"<&>\"", index.name());
        assertEquals(42, index.increment());
        Entry back = index.entries().get(0);
        assertEquals("io.acme.codec 1.2.0", back.toString());
        assertEquals(DIGEST, back.digest());
        assertEquals(12, back.size());
        assertEquals(
                entry.getCapabilities("acme.thing").toString(),
                back.getCapabilities("acme.thing").toString());
        assertEquals(
                entry.getRequirements(null).get(0).getDirectives(),
                back.getRequirements(null).get(0).getDirectives());
        assertArrayEquals(written, IndexWriter.write(index));
    }

    @Test
    void shouldSkipWhatOthersAdded() throws Exception {
        Index index = read(xml(resource("<x:note xmlns:x='urn:x'><capability namespace='evil'/></x:note>")
                + "<y:more xmlns:y='urn:y' a='b'/>"));
        assertEquals(1, index.entries().size());
        assertTrue(index.entries().get(0).getCapabilities("evil").isEmpty());
    }

    @Test
    void shouldReadNothingFromElsewhere() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "geheim");
        String entity = "<!DOCTYPE repository [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]>";
        refused(entity
                + xml(resource("<requirement namespace='x'><directive name='a' value='&e;'/></requirement>"))
                        .substring(xml("").indexOf("<repository")));
        refused("<!DOCTYPE repository SYSTEM '" + secret.toUri() + "'>"
                + xml(resource("")).substring(39));
        refused("<!DOCTYPE r [<!ENTITY % p SYSTEM '" + secret.toUri() + "'> %p;]><r/>");
        StringBuilder laughs = new StringBuilder("<!DOCTYPE r [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 40; i++) {
            laughs.append("<!ENTITY a")
                    .append(i)
                    .append(" '&a")
                    .append(i - 1)
                    .append(";&a")
                    .append(i - 1)
                    .append(";'>");
        }
        refused(laughs + "]><repository xmlns='" + IndexReader.NAMESPACE + "' name='&a39;' increment='1'/>");
        refused(xml("&unknown;"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no XML",
                "<repository/>",
                "<repository xmlns='http://www.osgi.org/xmlns/repository/v1.0.0' name='x'/>",
                "<repository xmlns='http://www.osgi.org/xmlns/repository/v1.0.0' name='x' increment='0'/>",
                "<repository xmlns='http://www.osgi.org/xmlns/repository/v1.0.0' name='x' increment='-4'/>",
                "<repository xmlns='http://www.osgi.org/xmlns/repository/v1.0.0' name='x' increment='99999999999999999999'/>",
                "<repository xmlns='http://www.osgi.org/xmlns/repository/v1.0.0' name='x' increment='1'>",
                "<resource xmlns='http://www.osgi.org/xmlns/repository/v1.0.0'/>"
            })
    void shouldRefuseWhatIsNoIndex(String text) {
        refused(text);
    }

    @Test
    void shouldRefuseResourcesThatAreNotWhole() {
        String good = xml(resource(""));
        refused(xml("<resource/>"));
        refused(good.replace(DIGEST, "abc"));
        refused(good.replace(DIGEST, "A".repeat(64)));
        for (String url :
                List.of("", "/etc/passwd", "../x.jar", "a/../x.jar", "https://evil.example/x.jar", "x y", ".x")) {
            refused(good.replace("value='x.jar'", "value='" + url + "'"));
        }
        refused(good.replace("value='12'", "value='0'"));
        refused(good.replace("value='12'", "value='-1'"));
        refused(good.replace("value='12'", "value='many'"));
        refused(good.replace("type='Long' value='12'", "value='12'"));
        refused(good.replace("value='io.acme.x'", "value='io acme'"));
        refused(good.replace("value='1.0.0'", "value='one'"));
        refused(xml(resource("") + resource("")));
        refused(xml(
                resource("<requirement namespace='x'><attribute name='a' type='Object' value='b'/></requirement>")));
        refused(xml(resource("<requirement namespace='x'><directive name='a' value='b'/><directive name='a' value='c'/>"
                + "</requirement>")));
        refused(xml(resource("<requirement><directive name='a' value='b'/></requirement>")));
        refused(xml("<resource>" + resource("") + "</resource>"));
        refused(xml("<attribute name='a' value='b'/>"));
    }

    @Test
    void shouldRefuseMoreThanAnybodyNeeds() {
        String part = "<requirement namespace='x'/>";
        refused(xml(resource(part.repeat(2_001))));
        refused(xml(resource("<requirement namespace='" + "x".repeat(20_000) + "'/>")));
        StringBuilder facts = new StringBuilder("<requirement namespace='x'>");
        for (int i = 0; i < 100; i++) {
            facts.append("<directive name='d").append(i).append("' value=''/>");
        }
        refused(xml(resource(facts + "</requirement>")));
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 5_001; i++) {
            many.append(resource("").replace("io.acme.x", "io.acme.x" + i));
        }
        refused(xml(many.toString()));
        refused(xml("<a xmlns='urn:a'>".repeat(20) + "</a>".repeat(20)));
        assertThrows(BadIndexException.class, () -> IndexReader.read(new byte[(16 << 20) + 1]));
        assertFalse(xml("").isEmpty());
    }
}
