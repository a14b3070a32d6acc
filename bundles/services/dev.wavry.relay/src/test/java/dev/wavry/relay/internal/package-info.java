/** The relay asked by those who may and by those who may not; over real sockets where that matters. */
@org.jspecify.annotations.NullMarked
package dev.wavry.relay.internal;
