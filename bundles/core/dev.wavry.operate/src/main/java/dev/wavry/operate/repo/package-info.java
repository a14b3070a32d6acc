/**
 * Repositories of bundles: signed indexes, how they are made and fetched, and which bundle of them fits this machine.
 *
 * <p>Whether a bundle may be installed is not decided here; what is fetched goes through the check of trust as any other.
 */
@NullMarked
package dev.wavry.operate.repo;

import org.jspecify.annotations.NullMarked;
