package dev.wavry.operate.repo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.osgi.framework.Version;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;

/** Writes the XML of an index; the same index gives the same bytes. */
public final class IndexWriter {
    private final XMLStreamWriter xml;

    private IndexWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** Writes it. */
    public static byte[] write(Index index) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            new IndexWriter(xml).index(index);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("memory takes every byte", e);
        }
        return (out.toString(StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void index(Index index) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line("");
        xml.writeStartElement("repository");
        xml.writeDefaultNamespace(IndexReader.NAMESPACE);
        xml.writeAttribute("name", index.name());
        xml.writeAttribute("increment", Long.toString(index.increment()));
        for (Entry entry : index.entries()) {
            line("  ");
            xml.writeStartElement("resource");
            for (Capability offer : entry.getCapabilities(null)) {
                part("capability", offer.getNamespace(), offer.getDirectives(), offer.getAttributes());
            }
            for (Requirement need : entry.getRequirements(null)) {
                part("requirement", need.getNamespace(), need.getDirectives(), need.getAttributes());
            }
            line("  ");
            xml.writeEndElement();
        }
        line("");
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void part(String element, String namespace, Map<String, String> directives, Map<String, Object> attributes)
            throws XMLStreamException {
        line("    ");
        xml.writeStartElement(element);
        xml.writeAttribute("namespace", namespace);
        for (Map.Entry<String, Object> fact : new TreeMap<>(attributes).entrySet()) {
            xml.writeEmptyElement("attribute");
            xml.writeAttribute("name", fact.getKey());
            String type = type(fact.getValue());
            if (!type.equals("String")) {
                xml.writeAttribute("type", type);
            }
            xml.writeAttribute("value", text(fact.getValue()));
        }
        for (Map.Entry<String, String> word : new TreeMap<>(directives).entrySet()) {
            xml.writeEmptyElement("directive");
            xml.writeAttribute("name", word.getKey());
            xml.writeAttribute("value", word.getValue());
        }
        xml.writeEndElement();
    }

    private static String type(Object value) {
        if (value instanceof List<?> list) {
            return "List<" + (list.isEmpty() ? "String" : type(list.get(0))) + ">";
        }
        if (value instanceof Long || value instanceof Integer) {
            return "Long";
        }
        return value instanceof Version ? "Version" : value instanceof Double ? "Double" : "String";
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .map(each -> text(each).replace("\\", "\\\\").replace(",", "\\,"))
                        .collect(Collectors.joining(","))
                : String.valueOf(value);
    }

    private void line(String indent) throws XMLStreamException {
        xml.writeCharacters("\n" + indent);
    }
}
