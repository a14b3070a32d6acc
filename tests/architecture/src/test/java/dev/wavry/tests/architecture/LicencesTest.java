package dev.wavry.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What others wrote and we hand out, by the list of parts that the build makes. */
@Timeout(20)
class LicencesTest {
    private static final Path PARTS = Reactor.ROOT.resolve("distribution/target/sbom/sbom.xml");

    /** Licences that go with Apache-2.0 in one distribution; a part with several is taken under one of these. */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "MIT",
            "LGPL-2.1-or-later",
            "LGPL-2.1-only",
            "EPL-1.0",
            "EPL-2.0",
            "Bouncy Castle Licence");

    private static List<Element> components() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        NodeList found = factory.newDocumentBuilder().parse(PARTS.toFile()).getElementsByTagName("component");
        List<Element> components = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            // The tool that made the list stands in it as well.
            if (found.item(i).getParentNode().getParentNode().getNodeName().equals("bom")) {
                components.add((Element) found.item(i));
            }
        }
        return components;
    }

    private static String text(Element of, String name) {
        NodeList found = of.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    private static List<String> licences(Element component) {
        List<String> names = new ArrayList<>();
        NodeList found = component.getElementsByTagName("license");
        for (int i = 0; i < found.getLength(); i++) {
            Element licence = (Element) found.item(i);
            String id = text(licence, "id");
            names.add(id.isEmpty() ? text(licence, "name") : id);
        }
        return names;
    }

    private static boolean ours(Element component) {
        return text(component, "group").startsWith("dev.wavry");
    }

    @Test
    void shouldOnlyHandOutWhatMayBeHandedOut() throws Exception {
        TreeMap<String, List<String>> wrong = new TreeMap<>();
        for (Element component : components()) {
            List<String> names = licences(component);
            if (!ours(component) && names.stream().noneMatch(ALLOWED::contains)) {
                wrong.put(text(component, "group") + ":" + text(component, "name"), names);
            }
        }
        assertEquals(new TreeMap<>(), wrong, "parts without an allowed licence; see docs/security.md");
    }

    @Test
    void shouldListEveryPartWithItsVersionAndDigest() throws Exception {
        List<Element> foreign =
                components().stream().filter(part -> !ours(part)).toList();
        assertTrue(foreign.size() > 10, foreign.size() + " parts of others");
        for (Element part : foreign) {
            assertFalse(text(part, "version").isEmpty(), text(part, "name"));
            assertTrue(part.getElementsByTagName("hash").getLength() > 0, text(part, "name") + " has no digest");
        }
    }

    @Test
    void shouldListWhatLiesInsideOurBundles() throws Exception {
        List<String> names =
                components().stream().map(part -> text(part, "name")).toList();
        for (String inside : List.of("logback-classic", "lwjgl", "lwjgl-sdl", "ffmpeg", "conscrypt-openjdk-uber")) {
            assertTrue(names.contains(inside), inside + " is not listed");
        }
    }

    @Test
    void shouldLieInTheDistribution() throws Exception {
        for (String product : List.of("wavry", "wavry-lgpl")) {
            Path shipped = Reactor.ROOT.resolve("distribution/target/" + product + "/licenses/sbom.json");
            assertTrue(Files.readString(shipped).contains("CycloneDX"), shipped.toString());
        }
    }
}
