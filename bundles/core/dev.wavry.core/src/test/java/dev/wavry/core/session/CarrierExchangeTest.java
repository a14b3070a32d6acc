package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.Role;
import dev.wavry.api.SessionState;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.fake.Eventually;
import dev.wavry.core.fake.FakeNetwork;
import dev.wavry.spi.transport.Transport;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions cross from one network to another and never end because of it. */
@Timeout(120)
class CarrierExchangeTest {
    /** Another network that host and clients are on as well. */
    private static Provider<Transport> network(FakeNetwork network, String bundle) {
        Provider<Transport> plain = World.provider(bundle, 0, (Transport) network);
        return new Provider<>(plain.serviceId(), bundle, 0, bundle + " 1.0.0", network);
    }

    private static void carriedBy(World world, String bundle) {
        Eventually.that(
                "the host is carried by " + bundle,
                () -> world.host().live().getOrDefault(Role.TRANSPORT, "").equals(bundle),
                () -> world.host().live() + " " + world.host().trouble());
    }

    @Test
    void shouldCrossWithAllSessionsAndLeaveTheOldNetworkAlone() {
        try (World world = new World(1)) {
            World.Far one = world.join().runs();
            World.Far two = world.join().runs();
            FakeNetwork other = new FakeNetwork(world.laws, 2);
            Provider<Transport> there = network(other, "other");
            one.catalog.arrived(Transport.class, there);
            two.catalog.arrived(Transport.class, there);
            world.near.arrived(Transport.class, there);
            world.near.favour(Role.TRANSPORT, "other 1.0.0");
            carriedBy(world, "other 1.0.0");
            Eventually.that(
                    "nobody uses the old network",
                    () -> !world.network.isUsed(),
                    () -> one.client.live() + " " + two.client.live());
            world.paint(new Random(3));
            one.shows();
            two.shows();
            assertEquals(SessionState.RUNNING, one.client.state());
            assertEquals("other 1.0.0", two.client.live().get(Role.TRANSPORT));
            assertEquals(1, one.hostSession().report().counters().get("riftPathsChanged"), "one move");
        }
    }

    @Test
    void shouldStayWithTheOldNetworkIfOneClientIsNotReachedOverTheNewOne() {
        try (World world = new World(4)) {
            World.Far able = world.join().runs();
            World.Far unable = world.join().runs();
            FakeNetwork other = new FakeNetwork(world.laws, 5);
            Provider<Transport> there = network(other, "other");
            able.catalog.arrived(Transport.class, there);
            world.near.arrived(Transport.class, there);
            world.near.favour(Role.TRANSPORT, "other 1.0.0");
            Eventually.that(
                    "the host says who cannot",
                    () -> world.host().trouble().contains(unable.identity.id().toString()),
                    () -> world.host().trouble());
            Eventually.that("the new network is left", () -> !other.isUsed(), () -> "still used");
            world.paint(new Random(6));
            able.shows();
            unable.shows();
            assertEquals("fake 1.0.0", world.host().live().get(Role.TRANSPORT));
            assertEquals("fake 1.0.0", able.client.live().get(Role.TRANSPORT));
            assertEquals(SessionState.RUNNING, able.client.state());
        }
    }

    @Test
    void shouldStayWithTheOldNetworkIfTheNewOneCarriesNothing() {
        try (World world = new World(7)) {
            World.Far far = world.join().runs();
            FakeNetwork dead = new FakeNetwork(world.laws, 8);
            dead.cut(true);
            Provider<Transport> there = network(dead, "dead");
            far.catalog.arrived(Transport.class, there);
            world.near.arrived(Transport.class, there);
            world.near.favour(Role.TRANSPORT, "dead 1.0.0");
            Eventually.that("trouble is told", () -> !world.host().trouble().isEmpty(), () -> "no trouble");
            Eventually.that("the dead network is left", () -> !dead.isUsed(), () -> "still used");
            world.paint(new Random(9));
            far.shows();
            assertEquals(SessionState.RUNNING, far.client.state());
            assertTrue(
                    world.host().trouble().contains("dead 1.0.0"), world.host().trouble());
        }
    }

    @Test
    void shouldCrossOverALossyNetworkAndBackAgain() {
        try (World world = new World(10)) {
            world.network.impair(0.1, 0.1, 0.1);
            World.Far far = world.join().runs();
            FakeNetwork other = new FakeNetwork(world.laws, 11);
            other.impair(0.1, 0.1, 0.1);
            Provider<Transport> there = network(other, "other");
            Provider<Transport> here = network(world.network, "fake");
            far.catalog.arrived(Transport.class, there);
            far.catalog.arrived(Transport.class, here);
            world.near.arrived(Transport.class, there);
            Random random = new Random(12);
            for (int i = 0; i < 4; i++) {
                world.near.favour(Role.TRANSPORT, "other 1.0.0");
                carriedBy(world, "other 1.0.0");
                world.paint(random);
                far.shows();
                world.near.arrived(Transport.class, here);
                world.near.favour(Role.TRANSPORT, "fake 1.0.0");
                carriedBy(world, "fake 1.0.0");
                world.paint(random);
                far.shows();
            }
            assertEquals(SessionState.RUNNING, far.client.state());
        }
    }

    @Test
    void shouldGoOnWhenTheOnlyTransportOfTheHostIsTakenAwayForAMoment() {
        try (World world = new World(13)) {
            World.Far far = world.join().runs();
            world.near.leaving(world.transport);
            assertEquals(null, world.host().live().get(Role.TRANSPORT));
            world.near.arrived(Transport.class, network(world.network, "fake"));
            carriedBy(world, "fake 1.0.0");
            world.paint(new Random(14));
            far.shows();
            assertTrue(far.seen.stream().noneMatch(seen -> seen.state() == SessionState.ENDED), far.seen::toString);
        }
    }

    @Test
    void shouldGoOnWhenTheTransportOfTheClientIsExchanged() {
        try (World world = new World(15)) {
            World.Far far = world.join().runs();
            Provider<Transport> fresh = network(world.network, "fake");
            far.catalog.arrived(Transport.class, fresh);
            far.catalog.leaving(world.transport);
            world.paint(new Random(16));
            far.shows();
            assertEquals(SessionState.RUNNING, far.client.state());
            assertTrue(far.hostSession().report().counters().get("riftPathsChanged") >= 1);
        }
    }
}
