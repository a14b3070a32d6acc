package dev.wavry.tests.framework;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.AnnotationSupport;

/** Refuses what Jupiter would do outside the framework while the test runs inside: it would silently not happen there. */
final class Supported {
    private static final List<Class<? extends Annotation>> REFUSED = List.of(
            BeforeAll.class, AfterAll.class, TestFactory.class, TestTemplate.class, TempDir.class, Nested.class);

    private Supported() {}

    static void require(Class<?> tests) {
        for (Class<?> at = tests; at != Object.class; at = at.getSuperclass()) {
            Stream.of(at.getDeclaredMethods()).forEach(method -> {
                requireNone(method);
                if (method.getParameterCount() > 0
                        && AnnotationSupport.isAnnotated(method, org.junit.jupiter.api.Test.class)) {
                    throw refused(method, "parameters");
                }
            });
            Stream.of(at.getDeclaredFields()).forEach(Supported::requireNone);
            Stream.of(at.getDeclaredClasses()).forEach(Supported::requireNone);
        }
    }

    private static void requireNone(AnnotatedElement element) {
        for (Class<? extends Annotation> annotation : REFUSED) {
            if (AnnotationSupport.isAnnotated(element, annotation)) {
                throw refused(element, "@" + annotation.getSimpleName());
            }
        }
    }

    private static ExtensionConfigurationException refused(AnnotatedElement element, String what) {
        return new ExtensionConfigurationException("'" + element + "': " + what
                + " would act outside the framework while the test runs inside; use @Test, @BeforeEach and @AfterEach");
    }
}
