/**
 * Carriers inside one process with loss, delay, jitter, reordering, duplicates and a rate that can be set and repeated.
 *
 * <p>There is no socket and no thread here: datagrams wait in the receiver's inbox until they are due.
 */
@NullMarked
package dev.wavry.transport.loopback.internal;

import org.jspecify.annotations.NullMarked;
