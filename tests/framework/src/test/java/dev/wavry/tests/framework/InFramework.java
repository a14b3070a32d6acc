package dev.wavry.tests.framework;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs each {@code @Test}, with the {@code @BeforeEach} and {@code @AfterEach} methods around it, on a fresh instance of the
 * class inside one framework per class that holds all bundles of the product. What Jupiter would fill from outside
 * (parameters, factories, {@code @BeforeAll}, {@code @TempDir}, nested classes) is refused when the class starts.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FrameworkExtension.class)
public @interface InFramework {}
