package dev.wavry.transport.tls.internal;

import java.util.concurrent.TimeUnit;

/** The settings in the units of the program; see {@link TlsSettings}. */
record Limits(
        int maxConnections,
        int maxConnectionsOfOneAddress,
        long patienceNanos,
        long silenceNanos,
        int queueBytes,
        int sendBufferBytes) {
    static Limits of(TlsSettings settings) {
        return new Limits(
                settings.maxConnections(),
                settings.maxConnectionsOfOneAddress(),
                TimeUnit.MILLISECONDS.toNanos(settings.patienceMillis()),
                TimeUnit.MILLISECONDS.toNanos(settings.silenceMillis()),
                settings.queueBytes(),
                settings.sendBufferBytes());
    }

    Limits {
        if (maxConnections < 1 || maxConnectionsOfOneAddress < 1 || patienceNanos <= 0 || silenceNanos <= 0) {
            throw new IllegalArgumentException("tls: connections, patience and silence must be positive");
        }
        if (queueBytes < FrameReader.LARGEST_BYTES || queueBytes > 16 << 20 || sendBufferBytes < 1024) {
            throw new IllegalArgumentException(
                    "tls: queueBytes must be 16384 to 16777216, sendBufferBytes 1024 or more");
        }
    }
}
