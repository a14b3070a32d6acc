package dev.wavry.core.sound;

import dev.wavry.core.measure.Durations;

/** What is known of one heard track in numbers. Written on AUDIO_PLAY, read anywhere. */
final class TrackFigures {
    /** From the capture of a sample to its turn in the output's callback. */
    final Durations latency = new Durations();

    /** Between a sound and a picture of the same moment, whichever comes first. */
    final Durations offset = new Durations();

    volatile long behindPictureNanos;
    volatile long playedFrames;
    volatile long concealedFrames;
    volatile long lostFrames;
    volatile long stretchedFrames;
    volatile long skippedFrames;
    volatile long malformed;
    volatile long stalls;
    volatile long bufferNanos;
    volatile long targetNanos;
    volatile double driftPpm;
    volatile double ratioPpm;
    /** From the capture of what is pulled now until it sounds; 0 before that is known. */
    volatile long soundsAfterNanos;
}
