package dev.wavry.operate.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wavry.operate.http.internal.Route.Body;
import dev.wavry.operate.http.internal.Route.Parameter;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the description of the API against the routes that exist. */
class DescriptionTest {
    private static JsonNode description;

    @BeforeAll
    static void read() throws IOException {
        description = new ObjectMapper().readTree(Desk.description());
    }

    @Test
    void shouldNameExactlyTheRoutesThatExist() {
        assertEquals("3.1.0", description.path("openapi").asText());
        Set<String> described = new TreeSet<>();
        description.path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase() + " " + path.getKey())));
        Set<String> existing = Arrays.stream(Route.values())
                .map(r -> r.method() + " " + r.path())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(existing, described);
    }

    @ParameterizedTest
    @EnumSource
    void shouldDescribeWhatEachRouteTakes(Route route) {
        JsonNode operation =
                description.path("paths").path(route.path()).path(route.method().toLowerCase());
        Set<String> described = new TreeSet<>();
        operation.path("parameters").forEach(p -> described.add(p.path("name").asText()));
        Set<String> existing =
                route.parameters().stream().map(Parameter::word).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(existing, described);
        assertEquals(route.body() != Body.NONE, operation.has("requestBody"));
        boolean open = operation.has("security") && operation.path("security").isEmpty();
        assertEquals(route == Route.DESCRIPTION, open, "only the description is open to everybody");
        assertFalse(operation.path("summary").asText().isEmpty());
    }

    @Test
    void shouldReferToWhatItDefines() {
        Set<String> references = new TreeSet<>();
        description.findValues("$ref").forEach(r -> references.add(r.asText()));
        assertTrue(references.size() > 5, references::toString);
        references.forEach(reference ->
                assertFalse(description.at(reference.substring(1)).isMissingNode(), reference + " is not defined"));
    }
}
