package dev.wavry.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.Right;
import dev.wavry.api.WavryException;
import dev.wavry.core.trust.PairingWindow.Outcome;
import dev.wavry.core.trust.PairingWindow.Purpose;
import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import dev.wavry.rift.pairing.PairingCode;
import dev.wavry.rift.pairing.PairingExchange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a code may be tried, how often, and what somebody gets who has the whole network. Time is what the test says. */
@Timeout(240)
class PairingWindowTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final WavryId HOST = Identity.generate(RANDOM).id();
    private static final WavryId CLIENT = Identity.generate(RANDOM).id();
    private static final WavryId ATTACKER = Identity.generate(RANDOM).id();
    private static final byte[] HASH = new byte[32];
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final int WINDOWS = 10_000;

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-05-01T12:00:00Z");

    private PairingWindow window(@Nullable Path memory) {
        return new PairingWindow(memory, () -> now, RANDOM);
    }

    private String open(PairingWindow window) {
        try {
            return window.open(Purpose.PAIRING, FIVE_MINUTES);
        } catch (WavryException e) {
            throw new AssertionError(e);
        }
    }

    private static Outcome attempt(PairingWindow window, String code) {
        PairingExchange client = new PairingExchange(
                PairingExchange.Side.CLIENT, PairingCode.parse(code), 0, CLIENT, HOST, HASH, RANDOM);
        PairingWindow.Attempt attempt = window.begin(0, CLIENT, HOST, HASH);
        if (attempt == null) {
            return Outcome.OVER;
        }
        byte[] share = attempt.meet(client.share());
        assertTrue(share != null && client.meet(share));
        List<byte[]> reply = new ArrayList<>();
        Outcome outcome = attempt.finish(client.tag(), () -> true, reply::add);
        assertEquals(outcome == Outcome.RIGHT, !reply.isEmpty() && client.holds(reply.get(0)));
        return outcome;
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void shouldPairOnceWithTheCode() {
        PairingWindow window = window(null);
        assertEquals(Outcome.OVER, attempt(window, "ABCD-EFGH"), "no code is out");
        String code = open(window);
        assertEquals(Outcome.RIGHT, attempt(window, code.toLowerCase(Locale.ROOT)));
        assertFalse(window.isOpen());
        assertEquals(Outcome.OVER, attempt(window, code), "a code serves once");
    }

    @Test
    void shouldEndAfterItsTime() {
        PairingWindow window = window(null);
        String code = open(window);
        pass(FIVE_MINUTES.minusMillis(1));
        assertTrue(window.isOpen());
        pass(Duration.ofMillis(1));
        assertEquals(Outcome.OVER, attempt(window, code));
    }

    @Test
    void shouldEndAfterThreeWrongCodes() {
        PairingWindow window = window(null);
        String code = open(window);
        for (int left = 2; left >= 0; left--) {
            assertEquals(Outcome.WRONG, attempt(window, "0000-0000"));
            assertEquals(left, window.triesLeft());
            pass(Duration.ofHours(0).plusSeconds(5));
        }
        assertFalse(window.isOpen());
        assertEquals(Outcome.OVER, attempt(window, code));
    }

    @Test
    void shouldWaitLongerAfterEachWrongCodeAlsoAfterARestart() throws Exception {
        Path memory = folder.resolve("deep/pairing_state");
        List<Long> waits = new ArrayList<>();
        for (int wrong = 0; wrong < 15; wrong++) {
            PairingWindow window = window(memory);
            open(window);
            assertEquals(Outcome.WRONG, attempt(window, "0000-0000"));
            PairingWindow restarted = window(memory);
            WavryException refused =
                    assertThrows(WavryException.class, () -> restarted.open(Purpose.PAIRING, FIVE_MINUTES));
            assertEquals(ErrorKind.PAIRING, refused.kind());
            long seconds = 0;
            for (; seconds < 4000 && attempt(window, "0000-0000") == Outcome.OVER && !opens(restarted); seconds++) {
                pass(Duration.ofSeconds(1));
            }
            waits.add(seconds);
            pass(Duration.ofHours(2));
        }
        assertEquals(1, waits.get(0));
        for (int i = 1; i < waits.size(); i++) {
            assertTrue(waits.get(i) >= waits.get(i - 1), waits.toString());
        }
        assertEquals(3600, waits.get(14), waits.toString());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(memory)));
    }

    private boolean opens(PairingWindow window) {
        try {
            window.open(Purpose.PAIRING, FIVE_MINUTES);
            window.close();
            return true;
        } catch (WavryException e) {
            return false;
        }
    }

    @Test
    void shouldForgetWrongCodesAfterARightOne() throws Exception {
        Path memory = folder.resolve("pairing_state");
        PairingWindow window = window(memory);
        String code = open(window);
        attempt(window, "0000-0000");
        assertEquals(Outcome.OVER, attempt(window, code), "too soon");
        pass(Duration.ofSeconds(1));
        assertEquals(Outcome.RIGHT, attempt(window, code));
        assertTrue(Files.readString(memory).startsWith("0 "));
        open(window(memory));
    }

    @Test
    void shouldNotBeFooledByAClockOrAFileThatIsWrong() throws Exception {
        Path memory = Files.writeString(folder.resolve("pairing_state"), "3 999999999999999\n");
        PairingWindow window = window(memory);
        assertThrows(WavryException.class, () -> window.open(Purpose.PAIRING, FIVE_MINUTES));
        Files.writeString(memory, "nonsense");
        assertEquals(
                ErrorKind.KEY_FILE,
                assertThrows(WavryException.class, () -> window.open(Purpose.PAIRING, FIVE_MINUTES))
                        .kind());
        Files.writeString(memory, "9".repeat(500));
        assertThrows(WavryException.class, () -> window.open(Purpose.PAIRING, FIVE_MINUTES));
    }

    @Test
    void shouldEndWhenWrongCodesCannotBeCounted() throws Exception {
        PairingWindow window =
                window(Files.writeString(folder.resolve("file"), "").resolve("pairing_state"));
        open(window);
        assertEquals(Outcome.WRONG, attempt(window, "0000-0000"));
        assertFalse(window.isOpen());
    }

    @Test
    void shouldTakeOneAttemptAtATimeAndNoneForEver() {
        PairingWindow window = window(null);
        String code = open(window);
        PairingWindow.Attempt first = window.begin(0, ATTACKER, HOST, HASH);
        assertNotNull(first);
        assertNull(window.begin(0, CLIENT, HOST, HASH));
        pass(Duration.ofSeconds(10));
        assertEquals(Outcome.RIGHT, attempt(window, code), "the first took too long");
        assertNull(first.meet(new byte[32]));
        assertEquals(Outcome.OVER, first.finish(new byte[32], () -> true, tag -> {}));
    }

    @Test
    void shouldChargeNothingForLeavingBeforeTheProof() {
        PairingWindow window = window(null);
        String code = open(window);
        for (int i = 0; i < 20; i++) {
            PairingWindow.Attempt attempt = window.begin(0, ATTACKER, HOST, HASH);
            assertNotNull(attempt);
            attempt.leave();
        }
        assertEquals(Outcome.RIGHT, attempt(window, code));
    }

    @Test
    void shouldNotTakeACodeForAnotherPurpose() {
        PairingWindow window = window(null);
        open(window);
        assertNull(window.begin(1, CLIENT, HOST, HASH));
        assertNull(window.begin(7, CLIENT, HOST, HASH));
        assertThrows(WavryException.class, () -> window.open(Purpose.LINK, FIVE_MINUTES));
    }

    @Test
    void shouldLetAGuestInOnce() {
        GuestDoor door = new GuestDoor(
                new Door() {
                    @Override
                    public Ruling enters(WavryId peer, java.net.@Nullable InetAddress from) {
                        return Ruling.no(Refusal.UNKNOWN_ID, "nobody");
                    }

                    @Override
                    public Ruling stays(WavryId peer, java.net.@Nullable InetAddress from) {
                        return Ruling.no(Refusal.UNKNOWN_ID, "nobody");
                    }
                },
                () -> now);
        assertFalse(door.enters(CLIENT, null).admits());
        door.invite(CLIENT, Set.of(Right.VIEW));
        assertFalse(door.stays(CLIENT, null).admits(), "it has not come yet");
        assertEquals(Set.of(Right.VIEW), door.enters(CLIENT, null).rights());
        assertTrue(door.stays(CLIENT, null).admits());
        assertFalse(door.enters(CLIENT, null).admits(), "one session");
        door.left(CLIENT);
        assertFalse(door.enters(CLIENT, null).admits());
        door.invite(CLIENT, Set.of(Right.VIEW));
        pass(Duration.ofSeconds(60));
        assertFalse(door.enters(CLIENT, null).admits(), "it came too late");
    }

    /** Sits between and speaks to both, with a code of its own guess; true if either side took it for the other. */
    private boolean manInTheMiddle(PairingWindow window, String code, String guess, Random random) {
        byte[] near = new byte[32];
        byte[] far = new byte[32];
        random.nextBytes(near);
        random.nextBytes(far);
        PairingExchange client = new PairingExchange(
                PairingExchange.Side.CLIENT, PairingCode.parse(code), 0, CLIENT, ATTACKER, near, RANDOM);
        PairingExchange toClient = new PairingExchange(
                PairingExchange.Side.HOST, PairingCode.parse(guess), 0, CLIENT, ATTACKER, near, RANDOM);
        PairingExchange toHost = new PairingExchange(
                PairingExchange.Side.CLIENT, PairingCode.parse(guess), 0, ATTACKER, HOST, far, RANDOM);
        PairingWindow.Attempt attempt = window.begin(0, ATTACKER, HOST, far);
        if (attempt == null) {
            return false;
        }
        boolean relay = random.nextBoolean();
        byte[] hosts = attempt.meet(relay ? client.share() : toHost.share());
        assertTrue(hosts != null && client.meet(relay ? hosts : toClient.share()));
        assertTrue(toHost.meet(hosts) && toClient.meet(client.share()));
        boolean clientFooled = client.holds(relay ? toHost.tag() : toClient.tag());
        byte[] tag = relay ? client.tag() : toHost.tag();
        return attempt.finish(tag, () -> true, own -> {}) == Outcome.RIGHT || clientFooled;
    }

    /** Every window: three tries, as a man in the middle or alone, waiting out every back-off. */
    private int successes(long seed, int windows, int possibleCodes) {
        Random random = new Random(seed);
        PairingWindow window = window(null);
        int successes = 0;
        for (int round = 0; round < windows; round++) {
            String code = code(random, possibleCodes);
            window.open(Purpose.PAIRING, Duration.ofHours(9), PairingCode.parse(code));
            for (int guess = 0; window.isOpen() && guess < 10; guess++) {
                pass(Duration.ofHours(1));
                boolean in = manInTheMiddle(window, code, code(random, possibleCodes), random);
                successes += in ? 1 : 0;
                if (in) {
                    window.close();
                }
            }
            assertFalse(window.isOpen(), "three tries and no more");
        }
        return successes;
    }

    private static String code(Random random, int possibleCodes) {
        return possibleCodes > 0
                ? String.format(Locale.ROOT, "%08d", random.nextInt(possibleCodes))
                : PairingCode.random(RANDOM, PairingCode.USUAL_CHARACTERS).shown();
    }

    @Test
    void shouldGiveWhoeverHasTheNetworkNothingBeyondTheChanceOfTheCode() {
        long seed = System.nanoTime();
        System.out.println("pairing attacker seed " + seed);
        assertEquals(0, successes(seed, WINDOWS, 0), "3 x 10,000 guesses at 2^40 codes, seed " + seed);
    }

    /** The same attacker against codes so poor that it must succeed, or the test above would prove nothing. */
    @Test
    void shouldSeeTheAttackerSucceedAsOftenAsAPoorCodeAllows() {
        long seed = System.nanoTime();
        System.out.println("pairing attacker seed " + seed);
        int successes = successes(seed, 2_000, 64);
        // Half of the tries relay and cannot win: 1.5 guesses a window at 1 in 64 make 47; five deviations are 34.
        assertTrue(successes >= 12 && successes <= 82, successes + " successes, seed " + seed);
    }
}
