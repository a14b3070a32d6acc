package dev.wavry.spi.nat;

/** What a candidate costs, cheapest first. */
public enum NatCost {
    /** An address of the machine itself. */
    DIRECT,
    /** A port that a router opened on request. */
    MAPPED,
    /** An address seen by a server outside. */
    REFLEXIVE,
    /** An address on a relay that forwards everything. */
    RELAYED
}
