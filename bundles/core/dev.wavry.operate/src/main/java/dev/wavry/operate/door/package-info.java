/**
 * The one door for orders about bundles and signers, and the ways to it: a socket, a watched folder.
 *
 * <p>Whoever knocks says the same words as on the command line, and nothing gets past the check of trust and the journal.
 */
@NullMarked
package dev.wavry.operate.door;

import org.jspecify.annotations.NullMarked;
