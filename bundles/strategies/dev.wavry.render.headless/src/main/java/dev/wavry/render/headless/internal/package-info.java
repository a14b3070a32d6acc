/**
 * A renderer without a display: it keeps the whole current picture and can write it to a PNG file.
 *
 * <p>It collects no input.
 */
@NullMarked
package dev.wavry.render.headless.internal;

import org.jspecify.annotations.NullMarked;
