package dev.wavry.operate.trust;

import java.util.Map;

/**
 * A bundle that may be installed.
 *
 * @param bytes what was checked; nothing else is to be installed
 * @param digest SHA-256 of the bytes
 * @param name symbolic name
 * @param version version
 * @param signer whose key signed it; empty for an unsigned one in developer mode
 * @param headers main headers of the manifest
 */
@SuppressWarnings("ArrayRecordComponent")
public record Checked(
        byte[] bytes, String digest, String name, String version, String signer, Map<String, String> headers) {
    /** Symbolic name and version. */
    public String bundle() {
        return name + " " + version;
    }

    @Override
    public String toString() {
        return bundle() + " (" + digest + ")";
    }
}
