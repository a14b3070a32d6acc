package dev.wavry.spi.nat;

import dev.wavry.spi.transport.PathAddress;

/**
 * An address at which the far side may try to reach us.
 *
 * @param cost how it was got
 * @param address where to send to
 * @param foundBy id of the strategy
 */
public record Candidate(NatCost cost, PathAddress address, String foundBy) {}
