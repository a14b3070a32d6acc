package dev.wavry.core.sound;

import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.rift.SendResult;
import dev.wavry.rift.message.SoundMessage;
import dev.wavry.spi.audio.AudioSelector;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;

/** What a client offers to its host: one track with one listener, captured only while that listens. Belongs to the sound's CONTROL. */
final class Microphone implements Listener {
    private final Track track;
    private final Supplier<RiftLink> link;
    private List<String> codecs = List.of();

    Microphone(AudioSelector selector, Snapshot snapshot, SoundDesk desk, Supplier<RiftLink> link) {
        this.link = link;
        this.track = new Track(0, selector, snapshot, desk);
    }

    /** Tells the host that there is something to listen to. */
    void offer() {
        say(new SoundMessage.TrackTold(0, ""));
    }

    void handle(SoundMessage message) {
        if (message instanceof SoundMessage.Listen listen) {
            codecs = (listen.without() & 1) == 0 ? listen.codecs() : List.of();
            if (codecs.isEmpty()) {
                track.leave(this);
            } else if (track.listeners.contains(this)) {
                track.plan();
            } else {
                track.join(this);
            }
        } else if (message instanceof SoundMessage.TrackReady ready && ready.track() == 0) {
            track.coder().ready(this, ready.epoch());
        } else if (message instanceof SoundMessage.TrackRefused no && no.track() == 0) {
            track.coder().refused(this, no.epoch(), no.text());
        }
    }

    /** The host is gone, so nobody listens. */
    void disconnected() {
        codecs = List.of();
        track.leave(this);
    }

    Track track() {
        return track;
    }

    @Override
    public List<String> codecs() {
        return codecs;
    }

    @Override
    public void say(SoundMessage message) {
        link.get().send(message);
    }

    @Override
    public boolean losesPackets() {
        return false;
    }

    @Override
    public boolean packet(int number, long frame, long captureNanos, ByteBuffer packet) {
        return link.get().sendAudio(number, frame, captureNanos, packet) == SendResult.ACCEPTED;
    }
}
