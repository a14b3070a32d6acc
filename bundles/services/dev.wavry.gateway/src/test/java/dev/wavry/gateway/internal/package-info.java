/** A gateway told by those who may and by those who may not. */
@org.jspecify.annotations.NullMarked
package dev.wavry.gateway.internal;
