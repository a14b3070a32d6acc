/**
 * A window of the desktop: shows pictures and collects what the person does, with SDL 3.
 *
 * <p>SDL belongs to the process, so every call to it happens under one lock; nothing waits while holding it.
 */
@NullMarked
package dev.wavry.render.desktop.internal;

import org.jspecify.annotations.NullMarked;
