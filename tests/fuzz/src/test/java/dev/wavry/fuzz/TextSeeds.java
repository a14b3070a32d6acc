package dev.wavry.fuzz;

import dev.wavry.operate.repo.RepoTargets;
import dev.wavry.rift.WavryId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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
            case "stun-message", "relay-doorway" ->
                Map.of(
                        "request",
                        HexFormat.of()
                                .parseHex("000100582112a442b7e7a701bc34d686fa87dfae802200105354554e2074657374"
                                        + "20636c69656e74002400046e0001ff80290008932ff9b151263b36000600096576746a"
                                        + "3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2802800"
                                        + "04e57a3bcf"));
            case "lease-token" -> texts("v4.public.eyJpc3MiOiJ4In0", "v4.public.AAAA.footer");
            case "signal" ->
                texts(
                        "{\"verb\":\"ask\",\"ref\":\"1\",\"candidate.0\":\"direct 192.0.2.1:1000\"}",
                        "{\"verb\":\"answer\",\"relay.0\":\"relay [2001:db8::1]:4000 id token\"}");
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
