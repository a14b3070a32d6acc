package dev.wavry.rift;

/** What a connection counts, from its start. */
public enum RiftCounter {
    /** Datagrams given to the carrier. */
    PACKETS_SENT,
    /** Bytes of them. */
    BYTES_SENT,
    /** Datagrams that were authentic and new. */
    PACKETS_RECEIVED,
    /** Bytes of them. */
    BYTES_RECEIVED,
    /** Own packets the peer never reported. */
    PACKETS_LOST,
    /** Own packets the peer reported. */
    PACKETS_ACKNOWLEDGED,
    /** Datagrams dropped because their packet number was seen before or is too old. */
    REPLAYED,
    /** Datagrams dropped because their seal did not verify. */
    FORGED,
    /** Datagrams dropped because they are no packets of this protocol or state. */
    MALFORMED,
    /** Times the own sending key was changed. */
    KEY_UPDATES,
    /** New paths the peer was asked to prove. */
    PATHS_CHALLENGED,
    /** Times the connection moved to a path the peer proved. */
    PATHS_CHANGED,
    /** Pieces of video frames sent again because the peer asked. */
    VIDEO_REPAIRED,
    /** Pieces of video frames that arrived again. */
    VIDEO_DUPLICATES,
    /** Repair packets sent along with frames. */
    VIDEO_PROTECTED,
    /** Pieces of video frames restored from repair packets. */
    VIDEO_RESTORED,
    /** Requests for missing pieces sent. */
    NACKS_SENT,
    /** Requests for missing pieces received. */
    NACKS_RECEIVED,
    /** Key frames asked for. */
    KEY_FRAME_REQUESTS_SENT,
    /** Key frames the peer asked for. */
    KEY_FRAME_REQUESTS_RECEIVED,
    /** Frames accepted for sending. */
    FRAMES_SENT,
    /** Frames delivered whole. */
    FRAMES_RECEIVED,
    /** Frames given up or overtaken by a key frame before they were whole. */
    FRAMES_LOST,
    /** Parts the peer never said it used. */
    PARTS_LOST,
    /** Newest frames sent again because nobody acknowledged them. */
    FRAMES_PROBED,
    /** Pieces refused because the memory limit was reached. */
    VIDEO_OVER_LIMIT,
    /** Input events sent again. */
    INPUT_REPEATED,
    /** Segments of control and bulk sent again. */
    SEGMENTS_REPEATED,
    /** Packets of sound dropped because they waited too long. */
    AUDIO_DROPPED,
    /** Messages of a type this version does not know. */
    MESSAGES_SKIPPED
}
