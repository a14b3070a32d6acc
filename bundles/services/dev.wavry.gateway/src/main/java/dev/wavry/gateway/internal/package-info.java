/**
 * A gateway: hosts wait here, clients ask for them by id, and both are told what they need to find a path to each other.
 *
 * <p>Nothing is stored: what is here lives as long as the connections do. All state belongs to one event loop.
 */
@NullMarked
package dev.wavry.gateway.internal;

import org.jspecify.annotations.NullMarked;
