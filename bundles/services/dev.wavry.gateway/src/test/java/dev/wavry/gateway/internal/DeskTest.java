package dev.wavry.gateway.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.reach.lease.BadLeaseException;
import dev.wavry.reach.lease.Lease;
import dev.wavry.reach.lease.LeaseToken;
import dev.wavry.reach.signal.LoginProof;
import dev.wavry.reach.signal.ServerText;
import dev.wavry.reach.signal.Signal;
import dev.wavry.rift.Identity;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeskTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Identity GATEWAY = Identity.generate(RANDOM);
    private static final Identity RELAY = Identity.generate(RANDOM);
    private static final List<ServerText> RELAYS =
            List.of(new ServerText("relay", "192.0.2.9", 4000, RELAY.id().toString(), ""));

    private final Leaser leaser = new Leaser(GATEWAY, RELAYS, 900, 1000, InstantSource.system());
    private final Figures figures = new Figures();
    private final Desk desk =
            new Desk(leaser, List.of(ServerText.read("stun 192.0.2.9:4000")), new Quota(3), RANDOM, figures);
    private final Visitor host = new Visitor("host");
    private final Visitor client = new Visitor("client");
    private long now;

    private final class Visitor {
        final Identity identity = Identity.generate(RANDOM);
        final List<Signal> heard = new ArrayList<>();
        final String role;
        boolean ended;
        final Guest guest = new Guest(desk.nonce(), heard::add, () -> ended = true);

        Visitor(String role) {
            this.role = role;
        }

        Visitor login() {
            desk.came(guest);
            String nonce = last().get("nonce");
            say(Signal.of("login")
                    .with("id", identity.id().toString())
                    .with("role", role)
                    .with("proof", LoginProof.make(identity, last().get("gateway"), nonce)));
            return this;
        }

        void say(Signal signal) {
            desk.said(guest, Signal.read(signal.text()), now);
        }

        Signal last() {
            return heard.get(heard.size() - 1);
        }

        void ask(Identity whom) {
            say(Signal.of("ask")
                    .with("ref", "1")
                    .with("host", whom.id().toString())
                    .with("name", "client-name")
                    .with("password", "secret-of-the-client")
                    .with("candidate", List.of("direct 192.0.2.1:1000")));
        }

        void answer() {
            say(Signal.of("answer")
                    .with("ref", last().get("ref"))
                    .with("name", "host-name")
                    .with("password", "secret-of-the-host")
                    .with("candidate", List.of("direct 198.51.100.1:2000")));
        }

        boolean knowsWhereTheHostIs() {
            return heard.stream().anyMatch(signal -> signal.text().contains("198.51.100.1"));
        }
    }

    @Test
    void shouldWelcomeWhoeverProvesAKeyAndTellOfServers() {
        assertEquals("welcome", client.login().last().verb());
        assertEquals(List.of("stun 192.0.2.9:4000"), client.last().list("server"));
    }

    @Test
    void shouldEndWithWhoeverProvesNothing() {
        desk.came(client.guest);
        client.say(Signal.of("login")
                .with("id", host.identity.id().toString())
                .with("role", "host")
                .with("proof", LoginProof.make(client.identity, GATEWAY.id().toString(), client.guest.nonce)));
        assertEquals("login", client.last().get("code"));
        assertTrue(client.ended);
        assertEquals(0, desk.hosts());
    }

    @Test
    void shouldNotTakeAProofThatWasMadeForAnotherConnection() {
        client.login();
        Visitor thief = new Visitor("client");
        desk.came(thief.guest);
        thief.say(Signal.of("login")
                .with("id", client.identity.id().toString())
                .with("role", "client")
                .with("proof", LoginProof.make(client.identity, GATEWAY.id().toString(), client.guest.nonce)));
        assertTrue(thief.ended);
    }

    @Test
    void shouldTellTheTwoOfEachOtherAndGiveBothALease() throws BadLeaseException {
        host.login();
        client.login().ask(host.identity);
        assertEquals("asked", host.last().verb());
        assertEquals(client.identity.id().toString(), host.last().get("from"));
        assertEquals("secret-of-the-client", host.last().get("password"));
        host.answer();
        assertEquals("answer", client.last().verb());
        assertTrue(client.knowsWhereTheHostIs());
        Lease first = lease(client);
        Lease second = lease(host);
        assertEquals(Lease.Side.CLIENT, first.side());
        assertEquals(client.identity.id(), first.holder());
        assertEquals(Lease.Side.HOST, second.side());
        assertEquals(host.identity.id(), second.holder());
        assertEquals(first.session(), second.session());
        assertEquals(RELAY.id(), second.relay());
    }

    private static Lease lease(Visitor visitor) throws BadLeaseException {
        ServerText relay = ServerText.read(visitor.last().list("relay").get(0));
        return LeaseToken.read(relay.secret(), GATEWAY.id());
    }

    @Test
    void shouldNotTellWhereAHostIsBeforeItAgrees() {
        host.login();
        client.login().ask(host.identity);
        String ref = host.last().get("ref");
        host.say(Signal.of("candidate").with("ref", ref).with("candidate", List.of("direct 198.51.100.1:2000")));
        assertFalse(client.knowsWhereTheHostIs());
        host.say(Signal.of("refuse").with("ref", ref));
        assertEquals("refused", client.last().get("code"));
        assertFalse(client.knowsWhereTheHostIs());
        assertEquals(0, desk.meetings());
    }

    @Test
    void shouldNotLetStrangersSpeakInAMeeting() {
        host.login();
        client.login().ask(host.identity);
        Visitor stranger = new Visitor("client").login();
        int before = client.heard.size();
        stranger.say(Signal.of("answer").with("ref", host.last().get("ref")).with("name", "x"));
        stranger.say(Signal.of("renew").with("ref", host.last().get("ref")));
        assertEquals(before, client.heard.size());
        assertEquals("welcome", stranger.last().verb());
    }

    @Test
    void shouldSayThatAHostIsNotHere() {
        client.login().ask(host.identity);
        assertEquals("absent", client.last().get("code"));
        host.login();
        desk.left(host.guest);
        client.ask(host.identity);
        assertEquals("absent", client.last().get("code"));
    }

    @Test
    void shouldSetAKeyALimitByTheMinute() {
        host.login();
        client.login();
        for (int i = 0; i < 3; i++) {
            client.ask(host.identity);
            assertEquals("welcome", client.last().verb());
        }
        client.ask(host.identity);
        assertEquals("quota", client.last().get("code"));
        now += 61_000_000_000L;
        int before = client.heard.size();
        client.ask(host.identity);
        assertEquals(before, client.heard.size(), "asked again after a minute");
    }

    @Test
    void shouldLetTheNewerOfTwoHostsWithOneKeyStay() {
        host.login();
        Visitor before = host;
        Guest again = new Guest(desk.nonce(), before.heard::add, () -> {});
        desk.came(again);
        Signal hello = before.last();
        desk.said(
                again,
                Signal.of("login")
                        .with("id", before.identity.id().toString())
                        .with("role", "host")
                        .with("proof", LoginProof.make(before.identity, hello.get("gateway"), hello.get("nonce"))),
                now);
        assertTrue(before.ended);
        assertEquals(1, desk.hosts());
        desk.left(before.guest);
        assertEquals(1, desk.hosts(), "the end of the old line takes nothing from the new one");
    }

    @Test
    void shouldIntroduceNobodyWhileDraining() {
        host.login();
        desk.drain();
        client.login().ask(host.identity);
        assertEquals("draining", client.last().get("code"));
    }

    @Test
    void shouldReadNoMessageThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> Signal.read("[]"));
        assertThrows(IllegalArgumentException.class, () -> Signal.read("{\"verb\":1}"));
        assertThrows(IllegalArgumentException.class, () -> ServerText.read("relay nowhere"));
        assertThrows(IllegalArgumentException.class, () -> ServerText.read("stun host:70000"));
        ServerText six = ServerText.read("stun [2001:db8::1]:3478");
        assertEquals("2001:db8::1", six.host());
        assertEquals("stun [2001:db8::1]:3478", six.write());
    }
}
