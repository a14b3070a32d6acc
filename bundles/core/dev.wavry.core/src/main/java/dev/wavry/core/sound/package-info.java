/**
 * The sound plane of both sides: from a source through an encoder to whoever listens, and from the wire through a buffer and a decoder
 * to an output.
 *
 * <p>Which client may hear something is the session's business; where samples come from and go to is known to strategies only.
 */
@NullMarked
package dev.wavry.core.sound;

import org.jspecify.annotations.NullMarked;
