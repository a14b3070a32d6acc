/**
 * Carriers over TLS 1.3 on TCP, for networks that let no UDP pass: one connection per peer, each datagram with its length in front.
 *
 * <p>The certificate proves nothing and nobody checks it: who is who, and what is secret, is settled by the session inside.
 */
@NullMarked
package dev.wavry.transport.tls.internal;

import org.jspecify.annotations.NullMarked;
