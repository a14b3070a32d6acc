package dev.wavry.core.sound;

import dev.wavry.api.Right;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.rift.RiftCounter;
import dev.wavry.rift.RiftStats;
import dev.wavry.rift.SendResult;
import dev.wavry.rift.message.SoundMessage;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioSelector;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client to the host's sound: what it may hear, what it can decode and how its packets fare. Any thread. */
public final class SoundGuest implements Listener {
    /** One packet of so many lost is enough to send everything twice. */
    private static final int WORTH_REPEATING = 400;
    /** For so many looks of half a second after the last loss. */
    private static final int REPEAT_LOOKS = 20;

    private final HostSound host;
    private final SoundDesk desk;
    private final Supplier<@Nullable RiftLink> link;
    private final RiftStats stats = new RiftStats();
    private List<String> codecs = List.of();
    private int without;
    private long sentBefore;
    private long lostBefore;
    private int repeatLooks;
    private volatile boolean mayHear;
    private volatile boolean maySpeak;
    private boolean offers;
    private volatile @Nullable Hearing spoken;
    private volatile boolean repeats;
    private volatile long refused;

    SoundGuest(HostSound host, SoundDesk desk, Supplier<@Nullable RiftLink> link) {
        this.host = host;
        this.desk = desk;
        this.link = link;
    }

    /** What it may do, from now on. */
    public void allowed(Set<Right> rights) {
        mayHear = rights.contains(Right.AUDIO);
        maySpeak = rights.contains(Right.MICROPHONE);
        desk.control(() -> {
            enterOrLeave();
            if (!maySpeak) {
                silence();
            } else if (offers) {
                listen();
            }
        });
    }

    /** What it says about sound. */
    public void handle(SoundMessage message) {
        desk.control(() -> take(message));
    }

    private void take(SoundMessage message) {
        if (message instanceof SoundMessage.Listen listen) {
            codecs = listen.codecs();
            without = listen.without();
            enterOrLeave();
            host.tracks().forEach(track -> {
                if (track.listeners.contains(this)) {
                    track.plan();
                }
            });
        } else if (message instanceof SoundMessage.TrackReady ready
                && ready.track() < host.tracks().size()) {
            host.tracks().get(ready.track()).coder().ready(this, ready.epoch());
        } else if (message instanceof SoundMessage.TrackRefused no
                && no.track() < host.tracks().size()) {
            host.tracks().get(no.track()).coder().refused(this, no.epoch(), no.text());
        } else {
            offered(message);
        }
    }

    // What it lets us hear: its microphone, played to one of this machine.

    private void offered(SoundMessage message) {
        Hearing hearing = spoken;
        if (message instanceof SoundMessage.TrackTold && hearing == null) {
            offers = true;
            listen();
        } else if (hearing != null) {
            hearing.handle(message);
        }
    }

    private void listen() {
        if (maySpeak && spoken == null) {
            Hearing hearing = new Hearing(
                    "host-microphone",
                    new AudioSelector(AudioDevice.Kind.VIRTUAL_MICROPHONE, ""),
                    host.snapshot(),
                    desk,
                    this::say,
                    this::clockOffsetNanos);
            spoken = hearing;
            hearing.connected();
        }
    }

    private long clockOffsetNanos() {
        RiftLink known = link.get();
        return known == null ? 0 : known.clockOffsetNanos();
    }

    /** It is not heard any more. */
    void silence() {
        Hearing hearing = spoken;
        spoken = null;
        if (hearing != null) {
            say(new SoundMessage.Listen(List.of(), 0));
            hearing.close();
        }
    }

    /** A packet of its microphone; with the link's lock held. */
    public void arrived(int track, long number, long captureMicros, ByteBuffer packet) {
        Hearing hearing = spoken;
        if (maySpeak && hearing != null) {
            hearing.packet(track, number, captureMicros, packet, desk.clock.nanoTime());
        }
    }

    void catalogChanged(Snapshot now) {
        Hearing hearing = spoken;
        if (hearing != null) {
            hearing.catalogChanged(now);
        }
    }

    void onTimer(long nowNanos) {
        Hearing hearing = spoken;
        if (hearing != null) {
            hearing.onTimer(nowNanos);
        }
    }

    long nextNanos() {
        Hearing hearing = spoken;
        return hearing == null ? Long.MAX_VALUE : hearing.nextNanos();
    }

    private void enterOrLeave() {
        for (Track track : host.tracks()) {
            boolean hears = mayHear && !codecs.isEmpty() && (without >> track.number & 1) == 0;
            if (hears) {
                track.join(this);
            } else if (track.listeners.contains(this)) {
                track.leave(this);
                say(new SoundMessage.TrackEnded(track.number));
            }
        }
    }

    /** Looks at the losses of its packets. */
    void look() {
        RiftLink known = link.get();
        if (known == null) {
            return;
        }
        known.stats(stats);
        long sent = stats.get(RiftCounter.PACKETS_SENT) - sentBefore;
        long lost = stats.get(RiftCounter.PACKETS_LOST) - lostBefore;
        sentBefore += sent;
        lostBefore += lost;
        repeatLooks = lost * WORTH_REPEATING > sent ? REPEAT_LOOKS : Math.max(0, repeatLooks - 1);
        repeats = repeatLooks > 0;
    }

    /** It is gone. */
    public void close() {
        mayHear = false;
        maySpeak = false;
        desk.control(() -> {
            silence();
            codecs = List.of();
            host.tracks().forEach(track -> track.leave(this));
            host.forget(this);
        });
    }

    /** Counters of the sound of this client. */
    public void into(Map<String, Long> counters) {
        host.into(counters);
        Hearing hearing = spoken;
        if (hearing != null) {
            hearing.into(counters, "microphone");
        }
        if (mayHear) {
            counters.put("soundRefusedByLink", refused);
            counters.put("soundRepeats", repeats ? 1L : 0L);
        }
    }

    @Override
    public List<String> codecs() {
        return codecs;
    }

    @Override
    public void say(SoundMessage message) {
        RiftLink known = link.get();
        if (known != null) {
            known.send(message);
        }
    }

    @Override
    public boolean losesPackets() {
        return repeats;
    }

    @Override
    public boolean packet(int track, long number, long captureNanos, ByteBuffer packet) {
        RiftLink known = link.get();
        if (!mayHear || known == null) {
            return false;
        }
        boolean sent = known.sendAudio(track, number, captureNanos, packet) == SendResult.ACCEPTED;
        refused += sent ? 0 : 1;
        return sent;
    }
}
