package dev.wavry.fuzz;

import dev.wavry.operate.repo.RepoTargets;
import dev.wavry.rift.WavryId;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** True words to begin with, for targets that {@code docs/protocol.md} does not speak of. */
final class TextSeeds {
    private static final int SHARE_AND_TAG_BYTES = 64;
    private static final int BASE_POINT = 9;

    private TextSeeds() {}

    /** By file name; empty if the target has others. */
    static Map<String, byte[]> of(String target, byte[] idBytes) {
        String id = WavryId.ofBytes(idBytes).toString();
        return switch (target) {
            case "authorized-clients" ->
                texts(
                        id + " name=\"Bert's \\\"laptop\\\"\" rights=view,control expires=2027-01-31"
                                + " from=192.168.0.0/16,fd00::/8",
                        "# people\n\n" + id + " expires=2027-01-31T12:00:00Z\n");
            case "known-hosts" -> texts("desk:7400 " + id + " name=\"Desk\"", "[fd00::1]:7400 " + id);
            case "pairing-state" -> texts("3 1767225600000", "0 0\n");
            case "control-line" ->
                texts("{\"verb\":\"pair\",\"minutes\":\"5\"}", "{\"verb\":\"consent\",\"text\":\"a\\n\\u00e4\\\"b\"}");
            case "tls-stream" ->
                Map.of("stream", new byte[] {0, 1, 7, 0, 3, 1, 2, 3, 0, 2, 5, 6}, "long", new byte[] {0x40, 0, 1, 2});
            case "pairing-code" -> texts("K7QM-2X9D", "k7qm2x9d aaaa bbbb");
            case "pairing" -> {
                byte[] share = new byte[SHARE_AND_TAG_BYTES];
                share[0] = BASE_POINT;
                yield Map.of("share", share);
            }
            case "http-query" ->
                texts("role=encoder&name=io.acme.codec&watch=3&dryRun=true", "name=a%2Db&downgrade=false");
            default -> RepoTargets.seeds(target);
        };
    }

    private static Map<String, byte[]> texts(String first, String second) {
        return Map.of(
                "text-1", first.getBytes(StandardCharsets.UTF_8), "text-2", second.getBytes(StandardCharsets.UTF_8));
    }
}
