/** Tests of the HTTP API against a real server on loopback. */
@NullMarked
package dev.wavry.operate.http.internal;

import org.jspecify.annotations.NullMarked;
