package dev.wavry.tests.framework;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;

class SupportedTest {
    @Test
    void shouldRefuseWhatWouldHappenOutsideTheFramework() {
        assertRefused(WithBeforeAll.class, "@BeforeAll");
        assertRefused(WithTemplate.class, "@TestTemplate");
        assertRefused(WithParameter.class, "parameters");
        assertRefused(WithTempDir.class, "@TempDir");
    }

    @Test
    void shouldAcceptPlainTestsWithSetUp() {
        assertDoesNotThrow(() -> Supported.require(ProductTest.class));
    }

    private static void assertRefused(Class<?> tests, String what) {
        ExtensionConfigurationException refused =
                assertThrows(ExtensionConfigurationException.class, () -> Supported.require(tests));
        assertTrue(refused.getMessage().contains(what), refused.getMessage());
    }

    static final class WithBeforeAll {
        @BeforeAll
        static void outside() {}
    }

    static final class WithTemplate {
        @RepeatedTest(2)
        void twice() {}
    }

    static final class WithParameter {
        @Test
        void told(TestInfo info) {}
    }

    static final class WithTempDir {
        @TempDir
        Path folder;
    }
}
