/**
 * Runs an encoder of another bundle in a process of its own, so that a crash of its native code ends that process and costs a hand-over.
 *
 * <p>Pictures and coded bytes lie in a file that both processes map; orders and answers go through the child's standard input and output.
 * The child is started anew for each encoder that is opened, reads nothing but its orders, and ends when they end, so it does not
 * outlive its parent. It runs as the same user: this keeps crashes apart, not enemies. Known limits: one picture at a time, BGR0 in ordinary
 * memory, encoders of whole frames only, and of those the ones whose class has a public constructor that takes nothing or a bundle context.
 */
@NullMarked
package dev.wavry.codec.isolated.internal;

import org.jspecify.annotations.NullMarked;
