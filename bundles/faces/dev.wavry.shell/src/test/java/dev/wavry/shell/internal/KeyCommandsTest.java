package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandsTest {
    @TempDir
    Path home;

    @Test
    void shouldPrintTheIdAndNothingElse() {
        Typed typed = new Typed(home).type("id");
        assertEquals("CLIENTID\n", typed.out());
        assertEquals("", typed.err());
        assertEquals(home.resolve("client.key"), typed.wavry.keyFiles.get(0));
    }

    @Test
    void shouldMeanTheHostsKeysWhenTold() {
        assertEquals(
                home.resolve("host.key"),
                new Typed(home).type("id", "--host").wavry.keyFiles.get(0));
        assertEquals(
                Path.of(home + "/mine"),
                new Typed(home)
                        .type("id", "--keys", home + "/mine")
                        .wavry
                        .keyFiles
                        .get(0));
    }

    @Test
    void shouldNeverPrintWhatIsSecret() throws IOException {
        Typed typed = new Typed(home).type("keygen");
        assertEquals("CLIENTID\n", typed.out());
        assertTrue(Files.readString(home.resolve("client.key")).startsWith(PlayedWavry.SECRET));
        assertFalse((typed.out() + typed.err()).contains(PlayedWavry.SECRET));
    }

    @Test
    void shouldNotReplaceKeysUnlessTold() throws IOException {
        Typed typed = new Typed(home);
        typed.type("keygen");
        String before = Files.readString(home.resolve("client.key"));
        typed.type("keygen");
        assertEquals(ErrorKind.KEY_FILE.exitCode(), typed.exitCode);
        assertTrue(typed.err().contains("--force"), typed::err);
        assertEquals(before, Files.readString(home.resolve("client.key")));
    }

    @Test
    void shouldReplaceKeysWhenTold() throws IOException {
        Typed typed = new Typed(home);
        typed.type("keygen");
        String before = Files.readString(home.resolve("client.key"));
        typed.type("keygen", "--force");
        assertEquals(0, typed.exitCode);
        assertNotEquals(before, Files.readString(home.resolve("client.key")));
        assertFalse(Files.exists(home.resolve("client.key.new")));
    }
}
