/**
 * The headless renderer with real pictures and files.
 *
 * <p>No display is used.
 */
@NullMarked
package dev.wavry.render.headless.internal;

import org.jspecify.annotations.NullMarked;
