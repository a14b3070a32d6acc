/** Two ends, a network that can be cut, and a tunnel beside it. */
@org.jspecify.annotations.NullMarked
package dev.wavry.core.reach;
