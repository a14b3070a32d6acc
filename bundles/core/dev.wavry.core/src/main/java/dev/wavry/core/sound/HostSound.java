package dev.wavry.core.sound;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import dev.wavry.core.catalog.CatalogListener;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.catalog.StrategyCatalog;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.media.MediaClock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The sound of a host: its tracks and the clients that hear them. Any thread. */
public final class HostSound implements CatalogListener, AutoCloseable {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final StrategyCatalog catalog;
    private final SoundDesk desk;
    private final List<Track> tracks = new CopyOnWriteArrayList<>();
    private final List<SoundGuest> guests = new ArrayList<>();
    private long lookNanos = Long.MAX_VALUE;

    /** @param sources what is sent, one track each */
    public HostSound(List<AudioSelector> sources, StrategyCatalog catalog, MediaClock clock) {
        this.catalog = catalog;
        this.desk = new SoundDesk("host", clock, new Timer());
        for (AudioSelector source : sources) {
            tracks.add(new Track(tracks.size(), source, catalog.snapshot(), desk));
        }
        catalog.listen(this);
    }

    private final class Timer implements SoundDesk.Timer {
        @Override
        public void onTimer(long nowNanos) {
            tracks.forEach(track -> track.onTimer(nowNanos));
            guests.forEach(guest -> guest.onTimer(nowNanos));
            if (nowNanos >= lookNanos) {
                lookNanos = guests.isEmpty() ? Long.MAX_VALUE : nowNanos + LOOK_NANOS;
                guests.forEach(SoundGuest::look);
            }
        }

        @Override
        public long nextNanos() {
            long next = lookNanos;
            for (int i = 0; i < tracks.size(); i++) {
                next = Math.min(next, tracks.get(i).nextNanos());
            }
            for (int i = 0; i < guests.size(); i++) {
                next = Math.min(next, guests.get(i).nextNanos());
            }
            return next;
        }
    }

    /** A client that may come to hear something. */
    public SoundGuest guest(Supplier<@Nullable RiftLink> link) {
        SoundGuest guest = new SoundGuest(this, desk, link);
        desk.control(() -> {
            guests.add(guest);
            lookNanos = Math.min(lookNanos, desk.clock.nanoTime() + LOOK_NANOS);
        });
        return guest;
    }

    void forget(SoundGuest guest) {
        guests.remove(guest);
    }

    Snapshot snapshot() {
        return catalog.snapshot();
    }

    List<Track> tracks() {
        return tracks;
    }

    private void plan() {
        desk.control(() -> {
            tracks.forEach(track -> track.catalogChanged(catalog.snapshot()));
            guests.forEach(guest -> guest.catalogChanged(catalog.snapshot()));
        });
    }

    @Override
    public void changed(Snapshot now) {
        plan();
    }

    @Override
    public CompletableFuture<?> leaving(Provider<?> provider, Snapshot without) {
        return SoundRoles.leaving(provider, desk, this::plan);
    }

    /** The bundle that fills each role of sound now, of the first track. */
    public Map<Role, String> live() {
        Map<Role, String> live = new EnumMap<>(Role.class);
        for (Track track : tracks) {
            String source = track.source().bundle();
            String coder = track.coder().bundle();
            if (!source.isEmpty()) {
                live.putIfAbsent(Role.AUDIO_SOURCE, source);
            }
            if (!coder.isEmpty()) {
                live.putIfAbsent(Role.AUDIO_CODEC, coder);
            }
        }
        return live;
    }

    /**
     * Replaces the source or the codec of the first track by another one; answers when that is live.
     *
     * @param what a source as for {@link Sources#parse}, or the name of a codec or of who offers it, or {@code auto}
     */
    public CompletableFuture<HandOver> prefer(Role role, String what) {
        CompletableFuture<HandOver> answer = new CompletableFuture<>();
        SoundWish wish = new SoundWish(role, answer, desk.clock.nanoTime());
        desk.control(() -> {
            if (tracks.isEmpty()) {
                wish.failed("this host was started without sound", desk.clock.nanoTime());
            } else if (role == Role.AUDIO_CODEC) {
                tracks.get(0).coder().wish(what, wish);
            } else {
                select(what, wish);
            }
        });
        return answer;
    }

    private void select(String what, SoundWish wish) {
        try {
            List<AudioSelector> wanted = Sources.parse(what);
            if (wanted.size() == 1) {
                tracks.get(0).select(wanted.get(0), wish);
            } else {
                wish.failed("name one source", desk.clock.nanoTime());
            }
        } catch (IllegalArgumentException e) {
            wish.failed(e.getMessage(), desk.clock.nanoTime());
        }
    }

    /** Counters of all tracks. */
    void into(Map<String, Long> counters) {
        tracks.forEach(track -> track.into(counters));
    }

    /** What runs, a line for each track. */
    public List<String> lines() {
        return tracks.stream().map(Track::line).toList();
    }

    /** Ends all of it. */
    @Override
    public void close() {
        catalog.forget(this);
        desk.control(() -> {
            tracks.forEach(Track::close);
            guests.forEach(SoundGuest::silence);
        });
        desk.close();
    }
}
