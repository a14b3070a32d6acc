package dev.wavry.tests.architecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The modules as the poms list them. */
final class Reactor {
    static final Path ROOT = Path.of(System.getProperty("wavry.root", "../.."));

    private static final String GROUP = "dev.wavry.";
    private static final List<String> FLOORS =
            List.of("ground", "foundation", "contract", "core", "strategies", "platform", "faces", "services");

    private Reactor() {}

    /** All bundles, in the order they are built. */
    static List<Module> bundles() {
        List<Module> modules = new ArrayList<>();
        walk(ROOT, modules);
        return modules;
    }

    static Stream<Module> leaves() {
        return bundles().stream().filter(Module::isLeaf);
    }

    static Module bundle(String name) {
        return bundles().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }

    private static void walk(Path folder, List<Module> found) {
        Element pom = pom(folder);
        Element children = child(pom, "modules");
        if (children != null) {
            NodeList names = children.getElementsByTagName("module");
            for (int i = 0; i < names.getLength(); i++) {
                walk(folder.resolve(names.item(i).getTextContent().strip()).normalize(), found);
            }
        }
        String floor = inherited(pom, "groupId").replace(GROUP, "");
        if (FLOORS.contains(floor) && child(pom, "packaging") == null) {
            String name = text(pom, "artifactId");
            String file = name + "-" + inherited(pom, "version") + ".jar";
            found.add(new Module(folder, floor, name, folder.resolve("target").resolve(file)));
        }
    }

    private static Element pom(Path folder) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(folder.resolve("pom.xml").toFile())
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new AssertionError("cannot read the pom of '" + folder + "'", e);
        }
    }

    private static String inherited(Element pom, String name) {
        return child(pom, name) != null ? text(pom, name) : text(child(pom, "parent"), name);
    }

    private static String text(Element parent, String name) {
        return child(parent, name).getTextContent().strip();
    }

    private static Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }
}
