package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.Right;
import dev.wavry.api.Role;
import dev.wavry.api.SessionState;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.StrategyCatalog;
import dev.wavry.core.fake.Eventually;
import dev.wavry.core.fake.FakeEar;
import dev.wavry.core.fake.FakePcm;
import dev.wavry.core.fake.FakeTone;
import dev.wavry.spi.audio.AudioDecoderFactory;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioEncoderFactory;
import dev.wavry.spi.audio.AudioSink;
import dev.wavry.spi.audio.AudioSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sound from a source to an output, by a real core over a network that loses packets on demand. */
@Timeout(120)
class SoundTest {
    /** A world with a tone on the host and an ear on the client. */
    private static final class Hall implements AutoCloseable {
        final World world;
        final FakeTone tone;
        final FakePcm codec;
        final FakePcm other;
        final FakeEar ear;
        final World.Far far;
        final Provider<AudioSource> toneProvider;
        final Provider<AudioEncoderFactory> encoding;
        final Provider<AudioDecoderFactory> decoding;
        final Provider<AudioSink> earProvider;

        Hall(long seed) {
            world = new World(seed);
            tone = new FakeTone(world.laws, 1000);
            codec = new FakePcm(world.laws, "fake-pcm");
            other = new FakePcm(world.laws, "fake-other");
            ear = new FakeEar(world.laws);
            far = world.new Far("fake-a", "fake-b");
            far.audioOutput = "output";
            toneProvider = World.arrive(world.near, AudioSource.class, "tone", 0, tone);
            encoding = World.arrive(world.near, AudioEncoderFactory.class, "pcm", 1, codec);
            World.arrive(world.near, AudioEncoderFactory.class, "other", 0, other);
            decoding = World.arrive(far.catalog, AudioDecoderFactory.class, "pcm", 1, codec.decoding());
            World.arrive(far.catalog, AudioDecoderFactory.class, "other", 0, other.decoding());
            earProvider = World.arrive(far.catalog, AudioSink.class, "ear", 0, ear);
        }

        Hall enter(Right... rights) {
            world.admitted.put(far.identity.id(), Set.of(rights));
            far.connect(world.hostIdentity.id(), "auto", true);
            return this;
        }

        Hall enters() {
            return enter(Right.VIEW, Right.AUDIO);
        }

        void hears(double hertz) {
            Eventually.that(
                    "the client hears " + hertz + " Hz",
                    () -> ear.tone(hertz) > 0.9,
                    () -> ear.tone(hertz) + " of it; " + far.client.state() + "; near "
                            + far.hostSession().report().counters() + "; far "
                            + far.client.report().counters());
        }

        void leaves(StrategyCatalog catalog, Provider<?> provider) {
            catalog.leaving(provider);
        }

        @Override
        public void close() {
            world.close();
        }
    }

    @Test
    void shouldHearWhatTheHostPlays() {
        try (Hall hall = new Hall(1).enters()) {
            hall.hears(1000);
            hall.far.runs();
            assertTrue(hall.far.client.report().counters().get("sound0PlayedMs") > 0);
        }
    }

    @Test
    void shouldSendNothingToWhomMayNotHear() {
        try (Hall hall = new Hall(2).enter(Right.VIEW)) {
            hall.far.runs();
            assertEquals(0, hall.tone.opened());
            hall.world.admitted.put(hall.far.identity.id(), Set.of(Right.VIEW, Right.AUDIO));
            hall.hears(1000);
            hall.world.admitted.put(hall.far.identity.id(), Set.of(Right.VIEW));
            Eventually.that("nothing is captured any more", () -> hall.tone.live() == 0);
            Eventually.that("it is silent", hall.ear::silent);
            assertEquals(SessionState.RUNNING, hall.far.client.state());
        }
    }

    @Test
    void shouldGoOnWhenTheNetworkLosesPackets() {
        try (Hall hall = new Hall(3).enters()) {
            hall.hears(1000);
            hall.world.network.impair(0.05, 0, 0);
            Eventually.that(
                    "lost frames were repaired",
                    () -> hall.far.client.report().counters().getOrDefault("sound0FramesRepaired", 0L) > 10);
            hall.hears(1000);
        }
    }

    @Test
    void shouldTakeUpADeviceThatComesBack() {
        try (Hall hall = new Hall(4)) {
            hall.tone.gone(true);
            hall.enters();
            hall.far.runs();
            hall.tone.gone(false);
            hall.hears(1000);
            hall.tone.breakDown();
            Eventually.that("it was opened again", () -> hall.tone.opened() >= 2);
            hall.hears(1000);
            hall.ear.breakDown();
            hall.hears(1000);
            assertEquals(SessionState.RUNNING, hall.far.client.state());
        }
    }

    @Test
    void shouldHandOverToAnotherSourceAndCodecAndOutput() {
        try (Hall hall = new Hall(5).enters()) {
            hall.hears(1000);
            FakeTone better = new FakeTone(hall.world.laws, 500);
            World.arrive(hall.world.near, AudioSource.class, "better", 5, better);
            hall.hears(500);
            Eventually.that("the old one is closed", () -> hall.tone.live() == 0);
            hall.leaves(hall.world.near, hall.encoding);
            assertEquals(0, hall.codec.encoders());
            hall.hears(500);
            assertEquals(1, hall.other.encoders());
            FakeEar second = new FakeEar(hall.world.laws);
            World.arrive(hall.far.catalog, AudioSink.class, "second", 5, second);
            Eventually.that("the second ear hears", () -> second.tone(500) > 0.9);
            Eventually.that("the first is closed", () -> hall.ear.live() == 0);
        }
    }

    @Test
    void shouldChangeTheCodecWhenTheDecoderLeaves() {
        try (Hall hall = new Hall(6).enters()) {
            hall.hears(1000);
            hall.leaves(hall.far.catalog, hall.decoding);
            Eventually.that("nobody decodes with it", () -> hall.codec.decoders() == 0);
            Eventually.that("the other one encodes", () -> hall.other.encoders() == 1);
            hall.hears(1000);
        }
    }

    @Test
    void shouldBeSilentWhileTheEncoderHasNothingToSend() {
        try (Hall hall = new Hall(7).enters()) {
            hall.hears(1000);
            hall.codec.silent(true);
            Eventually.that("it is silent", hall.ear::silent);
            hall.codec.silent(false);
            hall.hears(1000);
        }
    }

    @Test
    void shouldAskForNothingWhileItIsMuted() {
        try (Hall hall = new Hall(8).enters()) {
            hall.hears(1000);
            hall.far.client.volume(0, 0);
            Eventually.that("nothing is captured any more", () -> hall.tone.live() == 0);
            hall.far.client.volume(0, 100);
            hall.hears(1000);
            hall.far.client.volume(-1, 0);
            Eventually.that("it is silent", hall.ear::silent);
            hall.far.client.volume(-1, 100);
            hall.hears(1000);
        }
    }

    @Test
    void shouldReplaceTheSourceOnRequestAndKeepItWhenThatCannotBe() {
        try (Hall hall = new Hall(9).enters()) {
            hall.hears(1000);
            assertTrue(hall.world.prefer(Role.AUDIO_SOURCE, "app:player").done());
            hall.hears(1000);
            assertEquals(2, hall.tone.opened());
            assertTrue(hall.world.prefer(Role.AUDIO_CODEC, "fake-other").done());
            Eventually.that("the other one encodes", () -> hall.other.encoders() == 1);
            hall.hears(1000);
            hall.tone.gone(true);
            assertFalse(hall.world.prefer(Role.AUDIO_SOURCE, "system").done());
            assertFalse(hall.world.prefer(Role.AUDIO_SOURCE, "tone:100").done());
            assertFalse(hall.world.prefer(Role.AUDIO_SOURCE, "nonsense").done());
            assertFalse(hall.world.prefer(Role.AUDIO_CODEC, "nonsense").done());
            hall.hears(1000);
            assertEquals(1, hall.tone.live());
        }
    }

    @Test
    void shouldHearTheClientsMicrophoneOnlyWhileItMaySpeak() {
        try (Hall hall = new Hall(10)) {
            FakeTone voice = new FakeTone(hall.world.laws, 700);
            FakeEar virtual = new FakeEar(hall.world.laws, AudioDevice.Kind.VIRTUAL_MICROPHONE);
            World.arrive(hall.far.catalog, AudioSource.class, "voice", 0, voice);
            World.arrive(hall.far.catalog, AudioEncoderFactory.class, "pcm", 1, hall.codec);
            World.arrive(hall.world.near, AudioDecoderFactory.class, "pcm", 1, hall.codec.decoding());
            World.arrive(hall.world.near, AudioSink.class, "virtual", 0, virtual);
            hall.far.microphone = "microphone";
            hall.enters();
            hall.hears(1000);
            assertEquals(0, voice.opened());
            hall.world.admitted.put(hall.far.identity.id(), Set.of(Right.VIEW, Right.MICROPHONE));
            Eventually.that("the host hears the client", () -> virtual.tone(700) > 0.9);
            hall.world.admitted.put(hall.far.identity.id(), Set.of(Right.VIEW));
            Eventually.that("nothing is captured any more", () -> voice.live() == 0);
            Eventually.that("there is no such microphone any more", () -> virtual.live() == 0);
            assertEquals(SessionState.RUNNING, hall.far.client.state());
        }
    }
}
