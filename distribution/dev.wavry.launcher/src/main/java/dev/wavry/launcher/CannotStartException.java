package dev.wavry.launcher;

/** Says in one sentence what kept Wavry from starting, why, and what to do. */
final class CannotStartException extends Exception {
    private static final long serialVersionUID = 1L;

    CannotStartException(String message) {
        super(message);
    }
}
