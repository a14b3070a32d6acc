package dev.wavry.api;

/**
 * What was measured of one track of sound that is heard here.
 *
 * @param number of the track, from 0
 * @param name what it is, in the words of the host
 * @param format codec, who decodes it, rate and channels
 * @param output what plays it
 * @param latencyMs from the capture of a sample to its turn in the output's callback
 * @param bufferMs how long what came waits for its turn
 * @param playedMs sound that was played
 * @param concealedMs sound that was made up
 * @param lostMs sound that never came
 * @param driftPpm by how many millionths the host's sound clock is faster than the output's
 * @param behindPictureMs how much later a sound is heard than a picture of the same moment is seen; negative if it is ahead
 * @param note what a person should know, such as a muted device; may be empty
 */
public record SoundTrack(
        int number,
        String name,
        String format,
        String output,
        Percentiles latencyMs,
        double bufferMs,
        long playedMs,
        long concealedMs,
        long lostMs,
        double driftPpm,
        double behindPictureMs,
        String note) {}
