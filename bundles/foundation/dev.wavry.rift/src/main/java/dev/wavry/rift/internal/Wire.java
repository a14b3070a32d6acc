package dev.wavry.rift.internal;

/** The numbers of the wire; {@code docs/protocol.md} says what they mean. */
final class Wire {
    static final int VERSION = 1;

    /** Two bits that tell our datagrams from STUN, DTLS, TURN and RTP on the same port (RFC 9443). */
    static final int FIXED_BITS = 0xc0;

    static final int TYPE_MASK = 0xf8;
    static final int HELLO = FIXED_BITS;
    static final int REPLY = FIXED_BITS | 1 << 3;
    static final int FINISH = FIXED_BITS | 2 << 3;
    static final int REFUSAL = FIXED_BITS | 3 << 3;
    static final int DATA = FIXED_BITS | 4 << 3;
    static final int COOKIE = FIXED_BITS | 5 << 3;

    /** Lowest bit of a data packet: which of two keys in turn seals it. The two bits above it are for later and must be 0. */
    static final int KEY_PHASE = 0x01;

    static final int MAGIC = 0x52494654;
    static final int HEADER_BYTES = 15;
    static final int TAG_BYTES = 16;
    static final int OVERHEAD_BYTES = HEADER_BYTES + TAG_BYTES;
    static final long MAX_PACKET_NUMBER = (1L << 48) - 1;
    static final int DATA_CONNECTION_ID = 1;
    static final int HELLO_CONNECTION_ID = 5;

    static final int PADDING = 0x00;
    static final int PING = 0x01;
    static final int PONG = 0x02;
    static final int FEEDBACK = 0x03;
    static final int CLOSE = 0x04;
    static final int SEGMENT = 0x05;
    static final int SEGMENT_ACK = 0x06;
    static final int INPUT = 0x07;
    static final int INPUT_ACK = 0x08;
    static final int AUDIO = 0x09;
    static final int VIDEO = 0x0a;
    static final int VIDEO_ACK = 0x0b;
    static final int VIDEO_NACK = 0x0c;
    static final int VIDEO_GONE = 0x0d;
    static final int KEY_FRAME_REQUEST = 0x0e;
    static final int CURSOR = 0x0f;
    static final int CURSOR_ACK = 0x10;
    static final int PART_ACK = 0x11;
    static final int PATH_CHALLENGE = 0x12;
    static final int PATH_RESPONSE = 0x13;
    static final int VIDEO_REPAIR = 0x14;
    static final int CARRIER_PROBE = 0x20;
    static final int CARRIER_ECHO = 0x21;

    /** Type and length in front of every frame. */
    static final int FRAME_HEAD = 3;

    static final int LANE_CONTROL = 0;
    static final int LANE_BULK = 1;

    static final long NEVER = Long.MAX_VALUE;
    static final long MILLI = 1_000_000L;

    private Wire() {}

    /** Whether a packet that begins with such a frame only looks whether a way is there. */
    static boolean probes(int frameType) {
        return frameType == CARRIER_PROBE || frameType == CARRIER_ECHO;
    }

    /** Whether losing the packet matters to somebody, so that the peer should report it. */
    static boolean elicits(int frameType) {
        return switch (frameType) {
            case PING, SEGMENT, INPUT, AUDIO, VIDEO, VIDEO_REPAIR, KEY_FRAME_REQUEST, CURSOR -> true;
            default -> false;
        };
    }
}
