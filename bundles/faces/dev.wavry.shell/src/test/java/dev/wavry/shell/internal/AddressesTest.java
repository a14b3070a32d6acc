package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:7400", "[0:0:0:0:0:0:0:1]:65535", "0.0.0.0:0"})
    void shouldReadWhatItWrites(String text) {
        assertEquals(text, Addresses.format(Addresses.parse(text, 0)));
    }

    @Test
    void shouldReadShortFormsOfIpv6InBrackets() {
        assertEquals("[0:0:0:0:0:0:0:1]:7400", Addresses.format(Addresses.parse("[::1]:7400", 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "host",
                "host:",
                ":7400",
                "host:0",
                "host:65536",
                "host:x",
                "::1:7400",
                "[::1]7400",
                "[]:1",
                "a b:1",
                "host:-1",
                "x@host:1",
                "host:123456789"
            })
    void shouldRefuseOtherForms(String text) {
        assertThrows(IllegalArgumentException.class, () -> Addresses.parse(text, 1));
    }
}
