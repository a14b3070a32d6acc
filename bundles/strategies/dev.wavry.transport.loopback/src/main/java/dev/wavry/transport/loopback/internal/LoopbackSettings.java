package dev.wavry.transport.loopback.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the wire does to datagrams. */
@ObjectClassDefinition(name = "Loopback wire", description = "An imagined network inside the process, for tests.")
public @interface LoopbackSettings {
    /** Start of all chance; the same seed gives the same fates. */
    @AttributeDefinition(name = "Seed", description = "The same seed gives the same fates.")
    long seed() default 1;

    /** Lost datagrams in percent. */
    @AttributeDefinition(name = "Loss", description = "Lost datagrams in percent, 0 to 100.")
    double lossPercent() default 0;

    /** Delay of every datagram in microseconds. */
    @AttributeDefinition(name = "Delay", description = "One-way delay in microseconds.")
    long delayMicros() default 0;

    /** Random part of the delay in microseconds; order is kept. */
    @AttributeDefinition(name = "Jitter", description = "Up to this much more delay, in microseconds; keeps the order.")
    long jitterMicros() default 0;

    /** Held back datagrams in percent. */
    @AttributeDefinition(name = "Reordering", description = "Datagrams held back in percent, 0 to 100.")
    double reorderPercent() default 0;

    /** How long a datagram is held back, in microseconds. */
    @AttributeDefinition(name = "Held back", description = "How long datagrams are held back, in microseconds.")
    long reorderMicros() default 2000;

    /** Doubled datagrams in percent. */
    @AttributeDefinition(name = "Duplicates", description = "Datagrams that arrive twice in percent, 0 to 100.")
    double duplicatePercent() default 0;

    /** Bottleneck in kilobits per second; 0 means none. */
    @AttributeDefinition(name = "Rate", description = "Bottleneck in kilobits (1000 bits) per second; 0 means none.")
    int rateKbps() default 0;

    /** Longest queue before the bottleneck in microseconds. */
    @AttributeDefinition(name = "Queue", description = "Longest wait before the bottleneck in microseconds.")
    long queueMicros() default 200_000;
}
