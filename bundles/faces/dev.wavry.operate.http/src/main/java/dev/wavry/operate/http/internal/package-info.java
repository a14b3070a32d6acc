/**
 * The HTTP API for operators: who is let in, how orders are understood, and how answers are streamed.
 *
 * <p>What an order does is behind {@link dev.wavry.api.Operator} and not here.
 */
@NullMarked
package dev.wavry.operate.http.internal;

import org.jspecify.annotations.NullMarked;
