package dev.wavry.spi.platform;

/** What the system says about a permission. */
public enum PermissionState {
    /** Given, or not needed here. */
    GRANTED,
    /** Refused by the user or an administrator. */
    DENIED,
    /** Not asked yet. */
    NOT_ASKED
}
