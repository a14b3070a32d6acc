package dev.wavry.rift;

/** Where a connection is in its life; it only moves forward. */
public enum ConnectionState {
    /** Keys are being agreed on; nothing may be sent yet. */
    HANDSHAKING,
    /** Client only: the host is proven, whether it lets us in is not known yet. What is sent goes out already. */
    CONFIRMING,
    /** Both sides are proven and admitted. */
    ESTABLISHED,
    /** Ended by this side; the last datagrams that say so are still to be polled. */
    CLOSING,
    /** Over; nothing goes in or out. */
    CLOSED
}
