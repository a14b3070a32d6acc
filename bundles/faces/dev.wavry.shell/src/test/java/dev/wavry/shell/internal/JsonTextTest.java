package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void shouldWriteAnObjectInTheOrderOfItsFields() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("b", 1);
        object.put("a", List.of(2L, true, "x"));
        object.put("none", Map.of());
        object.put("nothing", List.of());
        assertEquals("{\"b\":1,\"a\":[2,true,\"x\"],\"none\":{},\"nothing\":[]}", JsonText.of(object));
    }

    @Test
    void shouldEscapeWhatMayNotStandInAString() {
        assertEquals("\"\\\"\\\\\\n\\r\\t\\u0000\\u001f\\u007f/\"", JsonText.of("\"\\\n\r\t\0\u001f\u007f/"));
    }

    @Test
    void shouldKeepWholeCharactersAndEscapeHalves() {
        assertEquals("\"gr\u00fc\u00df \ud83d\ude00\"", JsonText.of("gr\u00fc\u00df \ud83d\ude00"));
        assertEquals("\"\\ud83d\"", JsonText.of("\ud83d"));
        assertEquals("\"\\ude00x\"", JsonText.of("\ude00x"));
        assertEquals("\"\\ud83dx\"", JsonText.of("\ud83dx"));
    }

    @Test
    void shouldWriteNumbersThatEveryLanguageReads() {
        assertEquals("[1.500,-0.001,0.000,12345678.900]", JsonText.of(List.of(1.5, -0.001, 0.0, 12345678.9)));
        assertEquals("[null,null,null]", JsonText.of(Arrays.asList(Double.NaN, Double.POSITIVE_INFINITY, null)));
    }

    @Test
    void shouldWriteAnythingElseAsItsText() {
        assertEquals("\"RUNNING\"", JsonText.of(dev.wavry.api.SessionState.RUNNING));
    }
}
