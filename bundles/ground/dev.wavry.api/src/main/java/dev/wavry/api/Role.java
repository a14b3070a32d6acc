package dev.wavry.api;

import java.util.Locale;

/** Parts of a running host or viewer that can be replaced while sessions go on. */
public enum Role {
    /** Where pictures come from: strategy id such as {@code x11}. */
    CAPTURE,
    /** What encodes: strategy id, codec or implementation such as {@code vp8} or {@code libx264}. */
    ENCODER,
    /** What decodes on the client: strategy id or implementation. */
    DECODER,
    /** What carries packets: strategy id. */
    TRANSPORT,
    /** What shows pictures on the client: strategy id. */
    RENDERER,
    /** What types and points on the host: strategy id. */
    INPUT,
    /** Where sound comes from: strategy id, or what is captured, such as {@code app:firefox}. */
    AUDIO_SOURCE,
    /** What encodes and decodes sound: strategy id or codec such as {@code opus}. */
    AUDIO_CODEC,
    /** What plays sound: strategy id, or where to, such as {@code output:headphones}. */
    AUDIO_OUTPUT,
    /** What decides how much is sent: strategy id. */
    CONGESTION,
    /** What restores lost packets: strategy id. */
    FEC;

    /** The word that people write, such as {@code audio-source}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
