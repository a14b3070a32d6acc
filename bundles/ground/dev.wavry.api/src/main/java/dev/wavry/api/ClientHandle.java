package dev.wavry.api;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/** A session seen from the client, with what only the client can do. */
@ProviderType
public interface ClientHandle extends Session {
    /** Replaces the decoder by the one named; {@code auto} gives the choice back. */
    CompletableFuture<HandOver> prefer(Role role, String what);

    /** The bundle, as symbolic name and version, that fills each role now; what nothing fills is missing. */
    Map<Role, String> live();

    /** Which part failed last and how, as a sentence; empty if none did. */
    String trouble();

    /** Types text on the host, whatever its keyboard layout. */
    void type(String text);

    /** Moves the pointer to a pixel of the picture and clicks a button (1 left, 2 middle, 3 right). */
    void click(int x, int y, int button);

    /**
     * How loud the host's sound is here.
     *
     * @param track number of a track as the report names it, or -1 for all together
     * @param percent 0 is mute: then the host is asked not to send the track
     */
    void volume(int track, int percent);

    /** Presses or lifts a key by its USB HID usage on page 7. */
    void key(int usage, boolean down);
}
