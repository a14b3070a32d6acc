package dev.wavry.operate.repo;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;

/**
 * Reads the XML of an index (OSGi Repository Service, 132.5). No document type, no entities of its own, nothing from elsewhere, and bounds
 * for everything; elements of other namespaces are skipped, as the schema asks.
 */
public final class IndexReader {
    /** The namespace of the schema. */
    static final String NAMESPACE = "http://www.osgi.org/xmlns/repository/v1.0.0";

    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_RESOURCES = 5_000;
    private static final int MOST_PARTS = 2_000;
    private static final int MOST_FACTS = 64;
    private static final int LONGEST_TEXT = 16_384;
    private static final int DEEPEST = 8;

    private final XMLStreamReader xml;
    private final List<Entry> entries = new ArrayList<>();
    private String name = "";
    private long increment;
    private @Nullable Entry entry;
    private @Nullable String part;
    private boolean offered;
    private int parts;
    private final Map<String, String> directives = new HashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();

    private IndexReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** An index that is none. */
    public static final class BadIndexException extends Exception {
        private static final long serialVersionUID = 1;

        BadIndexException(String why) {
            super(why);
        }
    }

    /** Reads it. */
    public static Index read(byte[] bytes) throws BadIndexException {
        if (bytes.length > MOST_BYTES) {
            throw new BadIndexException("it has more than " + MOST_BYTES + " bytes");
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, space) -> {
            throw new XMLStreamException("nothing is read from elsewhere");
        });
        try {
            return new IndexReader(factory.createXMLStreamReader(new ByteArrayInputStream(bytes))).index();
        } catch (XMLStreamException e) {
            throw new BadIndexException("it is no XML of the allowed kind at line "
                    + (e.getLocation() == null ? 0 : e.getLocation().getLineNumber()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new BadIndexException("a value in it has no such type");
        }
    }

    private Index index() throws XMLStreamException, BadIndexException {
        int depth = 0;
        int foreign = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    check(depth <= DEEPEST && xml.getAttributeCount() <= 16, "elements are nested too deep");
                    foreign = foreign > 0 || !NAMESPACE.equals(xml.getNamespaceURI()) ? foreign + 1 : 0;
                    if (foreign == 0) {
                        begin(depth, xml.getLocalName());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (foreign == 0) {
                        end(xml.getLocalName());
                    }
                    foreign = Math.max(0, foreign - 1);
                    depth--;
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new BadIndexException("it has a document type or entities");
                default -> {}
            }
        }
        check(!entries.isEmpty() || increment > 0, "it is no index of a repository");
        return new Index(name, increment, entries);
    }

    private void begin(int depth, String element) throws BadIndexException {
        check(depth > 1 || element.equals("repository"), "it is no index of a repository");
        switch (element) {
            case "repository" -> {
                name = text("name");
                increment = Long.parseLong(text("increment"));
                check(depth == 1 && increment > 0, "its increment is no positive number");
            }
            case "resource" -> {
                check(
                        depth == 2 && entries.size() < MOST_RESOURCES,
                        "it has more than " + MOST_RESOURCES + " resources");
                entry = new Entry();
                parts = 0;
            }
            case "capability", "requirement" -> {
                check(depth == 3 && entry != null && ++parts <= MOST_PARTS, "a resource has too many parts");
                offered = element.equals("capability");
                part = text("namespace");
                directives.clear();
                attributes.clear();
            }
            case "directive" -> {
                check(depth == 4 && part != null && directives.size() < MOST_FACTS, "a part has too many directives");
                check(directives.put(text("name"), text("value")) == null, "a directive is there twice");
            }
            case "attribute" -> {
                check(depth == 4 && part != null && attributes.size() < MOST_FACTS, "a part has too many attributes");
                check(attributes.put(text("name"), value()) == null, "an attribute is there twice");
            }
            default -> {}
        }
    }

    private void end(String element) throws BadIndexException {
        Entry now = entry;
        String namespace = part;
        switch (element) {
            case "capability", "requirement" -> {
                if (now != null && namespace != null && offered) {
                    now.offer(namespace, directives, attributes);
                } else if (now != null && namespace != null) {
                    now.need(namespace, directives, attributes);
                }
                part = null;
            }
            case "resource" -> {
                check(now != null && now.whole(), "a resource has no proper name, digest, place or size");
                if (now != null) {
                    entries.add(now);
                }
                entry = null;
            }
            case "repository" -> {
                Set<String> seen = new HashSet<>();
                for (Entry each : entries) {
                    check(seen.add(each.toString()), "a bundle is there twice");
                }
            }
            default -> {}
        }
    }

    private String text(String attribute) throws BadIndexException {
        String text = xml.getAttributeValue(null, attribute);
        check(text != null, "'" + attribute + "' is missing");
        check(text.length() <= LONGEST_TEXT, "'" + attribute + "' is too long");
        return text;
    }

    private Object value() throws BadIndexException {
        String type = xml.getAttributeValue(null, "type");
        String text = text("value");
        if (type == null || type.equals("String")) {
            return text;
        }
        if (type.startsWith("List")) {
            String of = type.equals("List") ? "String" : type.substring(4).replaceAll("[<>]", "");
            List<Object> all = new ArrayList<>();
            for (String each : text.split("(?<!\\\\),")) {
                all.add(one(of, each.replace("\\,", ",").replace("\\\\", "\\").strip()));
            }
            return List.copyOf(all);
        }
        return one(type, text);
    }

    private static Object one(String type, String text) throws BadIndexException {
        return switch (type) {
            case "String" -> text;
            case "Version" -> Version.parseVersion(text);
            case "Long" -> Long.parseLong(text.strip());
            case "Double" -> Double.parseDouble(text.strip());
            default -> throw new BadIndexException("an attribute has an unknown type");
        };
    }

    private static void check(boolean fine, String why) throws BadIndexException {
        if (!fine) {
            throw new BadIndexException(why);
        }
    }
}
