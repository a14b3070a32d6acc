package dev.wavry.lab;

/** The laboratory itself does not work: a program is missing, ended or did not answer in time. The message says which and what to do. */
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
