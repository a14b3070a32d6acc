package dev.wavry.rift.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Ends;
import dev.wavry.rift.Identity;
import dev.wavry.rift.RiftSettings;
import dev.wavry.rift.SimulatedNetwork.Path;
import dev.wavry.rift.Suite;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys are wiped when they have served, and nothing that holds one says it. */
@Timeout(20)
class SecretsTest {
    /** How keys may look in text: hexadecimal, a Java array, base64 of both alphabets. */
    private static List<String> faces(byte[] key) {
        String array = Arrays.toString(key);
        return List.of(
                HexFormat.of().formatHex(key, 0, 8),
                HexFormat.ofDelimiter(" ").formatHex(key, 0, 8),
                array.substring(1, array.length() - 1).split(",", 9)[0] + ","
                        + String.join(
                                ",",
                                Arrays.asList(array.substring(1).split(",")).subList(1, 8)),
                java.util.Base64.getEncoder()
                        .encodeToString(key)
                        .substring(0, 10)
                        .toLowerCase(Locale.ROOT),
                java.util.Base64.getUrlEncoder()
                        .encodeToString(key)
                        .substring(0, 10)
                        .toLowerCase(Locale.ROOT));
    }

    private static void assertSilent(String where, String text, List<byte[]> secrets) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (byte[] secret : secrets) {
            for (String face : faces(secret)) {
                assertFalse(lower.contains(face), where + " tells a key");
            }
        }
    }

    /** Each object of ours that can be reached, once. */
    private static Set<Object> reachable(Object root) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (!seen.add(next) || !next.getClass().getName().startsWith("dev.wavry.")) {
                continue;
            }
            for (Class<?> type = next.getClass();
                    type.getName().startsWith("dev.wavry.");
                    type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()) {
                        field.setAccessible(true);
                        Object value = field.get(next);
                        if (value != null) {
                            open.push(value);
                        }
                    }
                }
            }
        }
        return seen;
    }

    private static List<byte[]> keysOf(Identity identity) {
        byte[] file = identity.toBytes();
        return List.of(Arrays.copyOfRange(file, 5, 37), Arrays.copyOfRange(file, 37, 69));
    }

    @Test
    void shouldTellNoKeyInAnyText() throws Exception {
        Ends ends = new Ends(1, Path.perfect()).connected();
        ends.net.run(100_000_000L);
        List<byte[]> secrets = new java.util.ArrayList<>(keysOf(ends.clientIdentity));
        secrets.addAll(keysOf(ends.hostIdentity));
        int texts = 0;
        for (Object root : List.of(ends.net.client, ends.net.server, ends.clientIdentity, ends.hostIdentity)) {
            Set<Object> all = reachable(root);
            for (Object found : all) {
                if (found instanceof byte[] bytes && bytes.length == 32 && !Arrays.equals(bytes, new byte[32])) {
                    secrets.add(bytes.clone());
                }
            }
            for (Object found : all) {
                if (found.getClass().getName().startsWith("dev.wavry.")) {
                    assertSilent(found.getClass().getName(), String.valueOf(found), secrets);
                    texts++;
                }
            }
        }
        assertTrue(texts > 50, texts + " texts were looked at");
        assertTrue(secrets.size() > 8, secrets.size() + " secrets were looked for");
    }

    @Test
    void shouldFindAKeyThatIsTold() {
        byte[] key = new byte[32];
        new java.util.Random(3).nextBytes(key);
        int found = 0;
        for (String text : List.of(
                HexFormat.of().formatHex(key),
                Arrays.toString(key),
                java.util.Base64.getEncoder().encodeToString(key))) {
            for (String face : faces(key)) {
                found += text.toLowerCase(Locale.ROOT).contains(face) ? 1 : 0;
            }
        }
        assertTrue(found >= 3, found + " were found");
    }

    @Test
    void shouldWipeTheKeysOfTheHandshakeWhenPacketsHaveTheirOwn() {
        byte[][] keys = {new byte[32], new byte[32]};
        Arrays.fill(keys[0], (byte) 1);
        Arrays.fill(keys[1], (byte) 2);
        Handshake.Agreed agreed =
                new Handshake.Agreed(keys, Suite.AES_256_GCM, 1200, 8, FuzzTest.somebody(), new byte[32]);
        new SecureChannel(JcaAeads.BEST, agreed, 7, RiftSettings.defaults(), new Rtt(), new Counters(), 0);
        assertArrayEquals(new byte[32], keys[0]);
        assertArrayEquals(new byte[32], keys[1]);
    }

    @Test
    void shouldWipeEachSecretOfAChainWhenTheNextIsMade() throws Exception {
        KeyChain chain = new KeyChain(JcaAeads.BEST, Suite.AES_256_GCM, new byte[] {1, 2, 3}, true);
        Field secret = KeyChain.class.getDeclaredField("secret");
        secret.setAccessible(true);
        byte[] first = (byte[]) secret.get(chain);
        chain.take();
        assertArrayEquals(new byte[3], first);
        assertFalse(Arrays.equals(first, (byte[]) secret.get(chain)));
    }

    @Test
    void shouldTellNothingOfKeysInRefusals() {
        Ends ends = new Ends(2, Path.perfect(), RiftSettings.defaults(), RiftSettings.defaults(), peer -> "no");
        ends.net.run(1_000_000_000L);
        assertTrue(ends.client.closed == CloseReason.NOT_AUTHORIZED);
        assertSilent("the refusal", ends.client.closedText + ends.refusedPeer, keysOf(ends.clientIdentity));
        ByteBuffer refusal = ByteBuffer.allocate(300);
        RefusalDatagram.write(refusal, 1, CloseReason.BUSY, new int[] {1});
        assertTrue(refusal.position() <= RefusalDatagram.MAX_BYTES);
    }
}
