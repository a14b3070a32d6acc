/**
 * Changed rows as they are: the codec that every machine has and that shows every pixel exactly.
 *
 * <p>Nothing is compressed, so a full screen of 1920x1080 takes 8 MB and the target rate is ignored; it is for machines side by
 * side, for tests and for when nothing else is left. Known limits: BGR0 in ordinary memory only; its buffers go back to the
 * system when Java collects them, not at close.
 */
@NullMarked
package dev.wavry.codec.raw.internal;

import org.jspecify.annotations.NullMarked;
