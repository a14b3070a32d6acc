package dev.wavry.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A relay and a gateway of the product on loopback, with a certificate made for them. */
public final class Meeting implements AutoCloseable {
    private final Path folder;
    private final Wavry wavry;
    private final Program relay;
    private final Program gateway;
    private final String relayStatus;
    private final String url;

    /** Starts both; the gateway knows the relay only if {@code relayed}. */
    public Meeting(boolean relayed) {
        try {
            folder = Files.createTempDirectory("wavry-lab-meeting-");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        certificate();
        wavry = Wavry.built();
        String keys = wavry.home().resolve("gateway.key").toString();
        Program id = wavry.start(Map.of(), "id", "--keys", keys);
        if (id.awaitExit(Wavry.PATIENCE) != 0) {
            throw new LabException("no id for the gateway: " + id.tail());
        }
        String issuer = id.lines().get(0).text();
        relay = wavry.start(Map.of(), "relay", "--listen", "127.0.0.1:0", "--issuer", issuer, "--json");
        JsonNode listening = Wavry.event(relay, "listening", 0);
        relayStatus = listening.get("status").asText();
        List<String> words = new ArrayList<>(List.of("gateway", "--listen", "127.0.0.1:0", "--json"));
        words.addAll(List.of(
                "--tls-cert",
                certificateFile(),
                "--tls-key",
                folder.resolve("key.pem").toString()));
        if (relayed) {
            String at = listening.get("id").asText() + "@"
                    + listening.get("address").asText();
            words.addAll(List.of("--relay", at));
        }
        gateway = wavry.start(Map.of(), words.toArray(String[]::new));
        url = "wss://" + Wavry.event(gateway, "listening", 0).get("address").asText();
    }

    private void certificate() {
        Program openssl = Program.start(
                Map.of(),
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=gateway",
                        "-addext",
                        "subjectAltName=DNS:localhost,IP:127.0.0.1",
                        "-keyout",
                        folder.resolve("key.pem").toString(),
                        "-out",
                        certificateFile()));
        if (openssl.awaitExit(Duration.ofSeconds(20)) != 0) {
            throw new LabException("no certificate: " + openssl.tail());
        }
    }

    /** The certificate to trust. */
    public String certificateFile() {
        return folder.resolve("certificate.pem").toString();
    }

    /** Where the gateway is. */
    public String url() {
        return url;
    }

    /** Flags for hosts and clients. */
    public String[] flags() {
        return new String[] {"--gateway", url, "--gateway-ca", certificateFile()};
    }

    /** Where the relay tells its figures. */
    public String relayStatus() {
        return relayStatus;
    }

    /** The relay's process. */
    public Program relay() {
        return relay;
    }

    /** The gateway's process. */
    public Program gateway() {
        return gateway;
    }

    @Override
    public void close() {
        wavry.close();
        for (String name : List.of("key.pem", "certificate.pem")) {
            folder.resolve(name).toFile().delete();
        }
        folder.toFile().delete();
    }
}
