package dev.wavry.fuzz;

import dev.wavry.control.ControlLine;
import dev.wavry.rift.WavryId;
import dev.wavry.rift.pairing.PairingCode;
import dev.wavry.rift.pairing.PairingExchange;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What people and programs say to a host before they are trusted: codes, proofs, and lines at the control socket. */
final class TalkTargets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final WavryId CLIENT = WavryId.ofBytes(new byte[32]);
    private static final WavryId HOST = WavryId.ofBytes(new byte[32]);

    private TalkTargets() {}

    static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> targets = new TreeMap<>();
        targets.put("control-line", TalkTargets::controlLine);
        targets.put("pairing", TalkTargets::pairing);
        targets.put("pairing-code", TalkTargets::pairingCode);
        return targets;
    }

    private static void controlLine(byte[] bytes) {
        Map<String, String> read;
        try {
            read = ControlLine.read(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException refused) {
            return;
        }
        String line = ControlLine.write(read);
        Targets.require(line.indexOf('\n') < 0, "one line became more");
        Targets.require(ControlLine.read(line).equals(read), "another object when written again");
    }

    /** A share and a proof of somebody who does not know the code. */
    private static void pairing(byte[] bytes) {
        try (PairingCode code = PairingCode.random(RANDOM, PairingCode.USUAL_CHARACTERS);
                PairingExchange host =
                        new PairingExchange(PairingExchange.Side.HOST, code, 0, CLIENT, HOST, new byte[32], RANDOM)) {
            boolean met = host.meet(Arrays.copyOf(bytes, PairingExchange.SHARE_BYTES));
            int tag = Math.min(bytes.length, PairingExchange.SHARE_BYTES);
            Targets.require(
                    !met || !host.holds(Arrays.copyOfRange(bytes, tag, bytes.length)), "a guess that is no code");
        }
    }

    private static void pairingCode(byte[] bytes) {
        try (PairingCode code = PairingCode.parse(new String(bytes, StandardCharsets.UTF_8))) {
            try (PairingCode again = PairingCode.parse(code.shown())) {
                Targets.require(again.shown().equals(code.shown()), "another code when written again");
            }
        } catch (IllegalArgumentException refused) {
            Targets.require(refused.getMessage() != null, "a refusal without a sentence");
        }
    }
}
