package dev.wavry.core.sound;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.api.SoundTrack;
import dev.wavry.core.catalog.CatalogListener;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.catalog.StrategyCatalog;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.rift.message.SoundMessage;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.media.MediaClock;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The sound of a client: what it hears of its host. Any thread. */
public final class ClientSound implements CatalogListener, AutoCloseable {
    private final StrategyCatalog catalog;
    private final MediaClock clock;
    private final SoundDesk desk;
    private final @Nullable Hearing hearing;
    private final @Nullable Microphone microphone;

    /**
     * @param output where to play; empty for nowhere
     * @param offered what the host may hear; empty for nothing
     */
    public ClientSound(
            List<AudioSelector> output,
            List<AudioSelector> offered,
            StrategyCatalog catalog,
            MediaClock clock,
            Supplier<RiftLink> link) {
        this.catalog = catalog;
        this.clock = clock;
        this.desk = new SoundDesk("client", clock, new Timer());
        this.hearing = output.isEmpty()
                ? null
                : new Hearing(
                        "client",
                        output.get(0),
                        catalog.snapshot(),
                        desk,
                        message -> link.get().send(message),
                        () -> link.get().clockOffsetNanos());
        this.microphone = offered.isEmpty() ? null : new Microphone(offered.get(0), catalog.snapshot(), desk, link);
        catalog.listen(this);
    }

    private final class Timer implements SoundDesk.Timer {
        @Override
        public void onTimer(long nowNanos) {
            Hearing now = hearing;
            if (now != null) {
                now.onTimer(nowNanos);
            }
            Microphone own = microphone;
            if (own != null) {
                own.track().onTimer(nowNanos);
            }
        }

        @Override
        public long nextNanos() {
            Hearing now = hearing;
            Microphone own = microphone;
            return Math.min(
                    now == null ? Long.MAX_VALUE : now.nextNanos(),
                    own == null ? Long.MAX_VALUE : own.track().nextNanos());
        }
    }

    private void on(Consumer<Hearing> what) {
        Hearing now = hearing;
        if (now != null) {
            desk.control(() -> what.accept(now));
        }
    }

    private void speak(Consumer<Microphone> what) {
        Microphone now = microphone;
        if (now != null) {
            desk.control(() -> what.accept(now));
        }
    }

    /** The host let us in. */
    public void connected() {
        on(Hearing::connected);
        speak(Microphone::offer);
    }

    /** The host is gone, for now or for good. */
    public void disconnected() {
        on(Hearing::disconnected);
        speak(Microphone::disconnected);
    }

    /** What the host says about sound. */
    public void handle(SoundMessage message) {
        on(now -> now.handle(message));
        speak(own -> own.handle(message));
    }

    /** A packet of sound; with the link's lock held. */
    public void packet(int track, long number, long captureMicros, ByteBuffer packet) {
        Hearing now = hearing;
        if (now != null) {
            now.packet(track, number, captureMicros, packet, clock.nanoTime());
        }
    }

    /**
     * How loud it is.
     *
     * @param track number of a track, or -1 for all together
     * @param percent 0 to 100
     */
    public void volume(int track, int percent) {
        on(now -> now.volume(track, Math.max(0, Math.min(100, percent)) / 100f));
    }

    /** Plays somewhere else; answers when it does. */
    public CompletableFuture<HandOver> prefer(String what) {
        CompletableFuture<HandOver> answer = new CompletableFuture<>();
        SoundWish wish = new SoundWish(Role.AUDIO_OUTPUT, answer, clock.nanoTime());
        Hearing here = hearing;
        if (here == null) {
            wish.failed("this session was started without sound", clock.nanoTime());
            return answer;
        }
        desk.control(() -> {
            try {
                List<AudioSelector> wanted = Sources.parseOutput(what, false);
                if (wanted.isEmpty()) {
                    wish.failed("set the volume to 0 instead", clock.nanoTime());
                } else {
                    here.output().select(wanted.get(0), wish);
                }
            } catch (IllegalArgumentException e) {
                wish.failed(e.getMessage(), clock.nanoTime());
            }
        });
        return answer;
    }

    /** The bundle that fills each role of sound now. */
    public Map<Role, String> live() {
        Map<Role, String> live = new EnumMap<>(Role.class);
        Hearing now = hearing;
        if (now != null) {
            putIfAny(live, Role.AUDIO_OUTPUT, now.output().bundle());
            putIfAny(live, Role.AUDIO_CODEC, now.decoders().bundle());
        }
        Microphone own = microphone;
        if (own != null) {
            putIfAny(live, Role.AUDIO_SOURCE, own.track().source().bundle());
        }
        return live;
    }

    private static void putIfAny(Map<Role, String> live, Role role, String bundle) {
        if (!bundle.isEmpty()) {
            live.put(role, bundle);
        }
    }

    /** So long pictures take from their change to the display; any agent, a volatile write. */
    public void picture(long nanos) {
        Hearing now = hearing;
        if (now != null) {
            now.picture(nanos);
        }
    }

    /** What was measured of each track. */
    public List<SoundTrack> tracks() {
        Hearing now = hearing;
        return now == null ? List.of() : now.report();
    }

    /** Counters of all that is heard. */
    public void into(Map<String, Long> counters) {
        Hearing now = hearing;
        if (now != null) {
            now.into(counters, "sound");
        }
    }

    private void plan() {
        on(now -> now.catalogChanged(catalog.snapshot()));
        speak(own -> own.track().catalogChanged(catalog.snapshot()));
    }

    @Override
    public void changed(Snapshot now) {
        plan();
    }

    @Override
    public CompletableFuture<?> leaving(Provider<?> provider, Snapshot without) {
        return SoundRoles.leaving(provider, desk, this::plan);
    }

    /** Ends all of it. */
    @Override
    public void close() {
        catalog.forget(this);
        on(Hearing::close);
        speak(own -> own.track().close());
        desk.close();
    }
}
