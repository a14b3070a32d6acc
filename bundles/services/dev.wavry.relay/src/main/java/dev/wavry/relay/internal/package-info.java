/**
 * A blind relay: who may use it, who is joined with whom, and the forwarding itself.
 *
 * <p>It holds no key of a session and reads nothing of what it forwards. All state belongs to one event loop.
 */
@NullMarked
package dev.wavry.relay.internal;

import org.jspecify.annotations.NullMarked;
