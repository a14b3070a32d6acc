/**
 * Tiles: a lossless codec that sends only what changed, in parts that stand alone; {@code docs/tiles.md} has the bytes.
 *
 * <p>What moved is copied, what comes back is taken from a cache that both ends share, the rest is packed. Everything that refers
 * to earlier content says which version of it is meant, so that a loss makes a part wait for its newest state and never paints a
 * wrong pixel. Known limit: BGR0 in ordinary memory only.
 */
@NullMarked
package dev.wavry.codec.tiles.internal;

import org.jspecify.annotations.NullMarked;
