package dev.wavry.operate.http.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** What a program must know to give orders: 256 random bits in a file that only its owner may read. Only a digest is kept in memory. */
final class Token {
    private static final int BYTES = 32;
    private static final int MOST_BYTES = 512;
    private static final String SCHEME = "Bearer ";

    private final byte[] digest;

    private Token(String text) {
        this.digest = digest(text);
    }

    /** Reads a file, or makes it with a new token. */
    static Token load(Path file, SecureRandom random) throws WavryException {
        try {
            if (!Files.exists(file)) {
                make(file, random);
            }
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                throw bad(file, "is no file with a token", "Remove it, and a new one is made.");
            }
            Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            others.remove(PosixFilePermission.OWNER_READ);
            others.remove(PosixFilePermission.OWNER_WRITE);
            if (!others.isEmpty()) {
                throw bad(file, "may be read by others", "Run chmod 600 on it, or remove it for a new one.");
            }
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (!text.matches("[A-Za-z0-9_-]{43,256}")) {
                throw bad(file, "holds no token of 43 or more letters and digits", "Remove it, and a new one is made.");
            }
            return new Token(text);
        } catch (IOException e) {
            throw new WavryException(
                    ErrorKind.DISK, "The file of the API's token cannot be used: " + e, "Look at its folder.", e);
        }
    }

    private static void make(Path file, SecureRandom random) throws IOException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n";
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (var channel = Files.newByteChannel(
                file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (FileAlreadyExistsException other) {
            // Somebody made it in between: theirs is read and judged as any other.
        }
    }

    private static WavryException bad(Path file, String what, String fix) {
        return new WavryException(ErrorKind.KEY_FILE, "'" + file + "' " + what, fix);
    }

    /** Whether the header of a request has it; takes the same time wherever the first wrong letter stands. */
    boolean isIn(String authorization) {
        boolean bearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String said = bearer ? authorization.substring(SCHEME.length()) : "";
        return MessageDigest.isEqual(digest, digest(said)) && bearer;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
