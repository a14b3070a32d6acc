package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.Program;
import dev.wavry.lab.Wavry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program gives orders by HTTP to a host in another process, while a session runs. */
@Timeout(300)
final class ApiTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private Wavry wavry;
    private SignedBundles bundles;
    private String url;
    private String token;

    @BeforeEach
    void start() throws IOException {
        wavry = Wavry.built();
        bundles = new SignedBundles();
        Wavry.Host host = wavry.host("--source", "testpattern", "--api", "127.0.0.1:0");
        JsonNode api = Wavry.event(host.program(), "api", 0);
        url = api.path("url").asText();
        token = Files.readString(Path.of(api.path("tokenFile").asText())).strip();
        Program viewer = wavry.start(Map.of(), "connect", host.target(), "--headless", "--json", "--stdin");
        Wavry.session(viewer, "RUNNING", 0);
    }

    @AfterEach
    void end() throws IOException {
        wavry.close();
        bundles.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(
                request.header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder path(String path) {
        return HttpRequest.newBuilder(URI.create(url + path));
    }

    private HttpRequest.Builder bundle(String path, Path file) throws IOException {
        return path(path)
                .header("Content-Type", "application/java-archive")
                .POST(HttpRequest.BodyPublishers.ofFile(file));
    }

    @Test
    void shouldSwapASignedCodecInAndTellHowItGoesAndRefuseAnyOther() throws Exception {
        HttpResponse<String> refused = send(bundle("/v1/update", bundles.unsigned("7.0.0")));
        assertEquals(422, refused.statusCode(), refused::body);
        Program trust =
                wavry.start(Map.of(), "trust", "add", bundles.certificate().toString());
        assertEquals(0, trust.awaitExit(Wavry.PATIENCE), trust::tail);
        HttpResponse<String> dry = send(bundle("/v1/swap?role=encoder&dryRun=true", bundles.signed("7.0.0")));
        assertTrue(Wavry.json(dry.body()).path("changes").toString().contains("7.0.0"), dry::body);
        HttpResponse<String> swapped = send(bundle("/v1/swap?role=encoder&watch=1", bundles.signed("7.0.0")));
        assertEquals(200, swapped.statusCode(), swapped::body);
        List<JsonNode> lines = swapped.body().lines().map(Wavry::json).toList();
        assertTrue(lines.size() > 2, swapped::body);
        assertEquals("progress", lines.get(0).path("event").asText());
        JsonNode result = lines.get(lines.size() - 1);
        assertTrue(result.path("done").asBoolean(), swapped::body);
        assertEquals(0, result.path("sessionsLost").asInt(), swapped::body);
        assertEquals("RUNNING", result.path("sessions").path(0).path("state").asText(), swapped::body);
        JsonNode one =
                Wavry.json(send(path("/v1/bundle?name=dev.wavry.codec.raw")).body());
        assertEquals("7.0.0", one.path("version").asText(), one::toString);
        JsonNode history = Wavry.json(send(path("/v1/history")).body()).path("orders");
        assertEquals(List.of("refused", "done", "done"), history.findValuesAsText("outcome"), history::toString);
        assertEquals("http:127.0.0.1", history.path(2).path("who").asText(), history::toString);
    }

    @Test
    void shouldDescribeItselfToAnybodyAndObeyNobodyWithoutTheToken() throws Exception {
        HttpResponse<String> description =
                http.send(path("/openapi.json").build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, description.statusCode());
        assertEquals("3.1.0", Wavry.json(description.body()).path("openapi").asText());
        assertEquals(
                401,
                http.send(path("/v1/bundles").build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode());
    }
}
