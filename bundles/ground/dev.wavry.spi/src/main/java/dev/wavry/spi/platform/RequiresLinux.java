package dev.wavry.spi.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;

/** On a package or component: the bundle stays unresolved on any other operating system. */
@Requirement(namespace = "osgi.native", filter = "(osgi.native.osname~=linux)")
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
public @interface RequiresLinux {}
