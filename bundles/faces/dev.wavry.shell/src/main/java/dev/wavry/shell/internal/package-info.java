/**
 * The {@code wavry} command: reads the command line, calls the product through its API, and prints for people or for programs.
 *
 * <p>Nothing of capture, codecs or the network is here.
 */
@NullMarked
package dev.wavry.shell.internal;

import org.jspecify.annotations.NullMarked;
