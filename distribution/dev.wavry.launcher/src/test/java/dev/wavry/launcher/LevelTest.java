package dev.wavry.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelTest {
    @ParameterizedTest
    @CsvSource({
        "ground,LIBRARIES",
        "foundation,LIBRARIES",
        "core,CORE",
        "strategies,LEAVES",
        "platform,LEAVES",
        "faces,FACES"
    })
    void shouldStartOurBundlesFloorByFloor(String floor, Level level) {
        assertEquals(level, of(Map.of("Wavry-Floor", floor)));
    }

    @Test
    void shouldTakeAForeignBundleWithComponentsForALeaf() {
        String needs = "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.5.0))\"";
        assertEquals(Level.LEAVES, of(Map.of("Require-Capability", needs)));
    }

    @Test
    void shouldTakeAnyOtherForeignBundleForALibrary() {
        assertEquals(Level.LIBRARIES, of(Map.of()));
    }

    private static Level of(Map<String, String> headers) {
        return Level.of(HomeBuilder.manifest("any", headers));
    }
}
