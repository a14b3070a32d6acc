package dev.wavry.core.trust;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import dev.wavry.rift.WavryId;
import dev.wavry.rift.pairing.PairingCode;
import dev.wavry.rift.pairing.PairingExchange;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time during which a host takes a code: one attempt at a time, three wrong ones at most, and a wait after each that doubles and
 * outlives windows and restarts. Safe from any thread; {@link Attempt#finish} blocks on the disk.
 */
public final class PairingWindow {
    /** Wrong codes that end a window. */
    public static final int MOST_WRONG = 3;

    private static final Logger LOG = LoggerFactory.getLogger(PairingWindow.class);
    /** Two messages each way; longer is somebody who only keeps others out. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(10);

    /** What a code is good for. The place of a purpose is its number on the wire. */
    public enum Purpose {
        /** The client is let in from now on. */
        PAIRING(PairingCode.USUAL_CHARACTERS),
        /** The client is let in once. */
        LINK(PairingCode.LINK_CHARACTERS);

        private final int characters;

        Purpose(int characters) {
            this.characters = characters;
        }
    }

    private final PairingMemory memory;
    private final InstantSource time;
    private final SecureRandom random;
    private @Nullable PairingCode code;
    private Purpose purpose = Purpose.PAIRING;
    private Instant ends = Instant.EPOCH;
    private int wrongHere;
    private @Nullable Attempt current;

    /** @param memory file that remembers wrong codes; null to remember as long as this lives */
    public PairingWindow(@Nullable Path memory, InstantSource time, SecureRandom random) {
        this.memory = new PairingMemory(memory);
        this.time = time;
        this.random = random;
    }

    /**
     * Opens the window; the only one who may see the answer is the person at the host.
     *
     * @throws WavryException if it is open already or somebody guessed wrong a short time ago
     */
    public synchronized String open(Purpose wanted, Duration length) throws WavryException {
        Instant now = time.instant();
        if (isOpen()) {
            throw new WavryException(
                    ErrorKind.PAIRING,
                    "A code is out already, and there is one at a time",
                    "End the other command first.");
        }
        memory.load(now);
        if (now.isBefore(memory.notBefore())) {
            throw new WavryException(
                    ErrorKind.PAIRING,
                    "Codes were guessed wrong " + memory.wrong()
                            + " times since the last right one, so there is none for "
                            + (Duration.between(now, memory.notBefore()).toSeconds() + 1) + " s",
                    "Wait; if it was not you, somebody on this network tries to get in.");
        }
        return open(wanted, length, PairingCode.random(random, wanted.characters));
    }

    synchronized String open(Purpose wanted, Duration length, PairingCode fresh) {
        close();
        code = fresh;
        purpose = wanted;
        ends = time.instant().plus(length);
        wrongHere = 0;
        return fresh.shown();
    }

    /** Whether a code is out. */
    public synchronized boolean isOpen() {
        if (code != null && !time.instant().isBefore(ends)) {
            close();
        }
        return code != null;
    }

    /** Wrong codes that the open window still takes. */
    public synchronized int triesLeft() {
        return code == null ? 0 : MOST_WRONG - wrongHere;
    }

    /** Takes the code back. */
    public synchronized void close() {
        if (code != null) {
            code.close();
            code = null;
        }
        if (current != null) {
            current.exchange.close();
            current = null;
        }
    }

    /** Begins an attempt, or null if none may begin now; whoever asks learns no more than that. */
    public synchronized @Nullable Attempt begin(int wanted, WavryId client, WavryId host, byte[] handshakeHash) {
        Instant now = time.instant();
        boolean busy = current != null && now.isBefore(current.ends);
        PairingCode known = isOpen() ? code : null;
        if (known == null || busy || wanted != purpose.ordinal() || now.isBefore(memory.notBefore())) {
            return null;
        }
        abandon(current);
        current = new Attempt(
                new PairingExchange(PairingExchange.Side.HOST, known, wanted, client, host, handshakeHash, random),
                purpose,
                now.plus(LONGEST_ATTEMPT));
        return current;
    }

    private void abandon(@Nullable Attempt attempt) {
        if (attempt != null) {
            attempt.exchange.close();
            if (current == attempt) {
                current = null;
            }
        }
    }

    /** How an attempt ended. */
    public enum Outcome {
        /** The other side has the code; the window is over. */
        RIGHT,
        /** It has not, and it was counted. */
        WRONG,
        /** Too late to tell. */
        OVER
    }

    /** One client that tries to prove the code. */
    public final class Attempt {
        private final PairingExchange exchange;
        private final Purpose good;
        private final Instant ends;

        private Attempt(PairingExchange exchange, Purpose good, Instant ends) {
            this.exchange = exchange;
            this.good = good;
            this.ends = ends;
        }

        /** What the code is good for. */
        public Purpose purpose() {
            return good;
        }

        /** Takes the client's share; the answer is the host's, or null if the client cheats. */
        public byte @Nullable [] meet(byte[] share) {
            synchronized (PairingWindow.this) {
                if (current == this && exchange.meet(share)) {
                    return exchange.share();
                }
                abandon(this);
                return null;
            }
        }

        /**
         * Judges the client's proof, once.
         *
         * @param welcome done if the proof holds, before the code is used up; false leaves the window open
         * @param reply given the host's own proof if all went well
         */
        public Outcome finish(byte[] tag, BooleanSupplier welcome, Consumer<byte[]> reply) {
            synchronized (PairingWindow.this) {
                if (current != this || !isOpen() || !time.instant().isBefore(ends)) {
                    abandon(this);
                    return Outcome.OVER;
                }
                try {
                    return exchange.holds(tag) ? right(welcome, reply) : wrong();
                } finally {
                    abandon(this);
                }
            }
        }

        private Outcome right(BooleanSupplier welcome, Consumer<byte[]> reply) {
            byte[] own = exchange.tag();
            if (!welcome.getAsBoolean()) {
                return Outcome.OVER;
            }
            try {
                memory.forget();
            } catch (WavryException e) {
                LOG.warn("The wrong codes of before are still counted: {}", e.getMessage());
            }
            close();
            reply.accept(own);
            return Outcome.RIGHT;
        }

        private Outcome wrong() {
            wrongHere++;
            try {
                memory.countWrong(time.instant());
            } catch (WavryException e) {
                // What cannot be counted must not be tried again.
                LOG.warn("The pairing ends: {}", e.getMessage());
                wrongHere = MOST_WRONG;
            }
            if (wrongHere >= MOST_WRONG) {
                close();
            }
            return Outcome.WRONG;
        }

        /** The client is gone. It learned nothing, so it costs nothing. */
        public void leave() {
            synchronized (PairingWindow.this) {
                abandon(this);
            }
        }
    }
}
