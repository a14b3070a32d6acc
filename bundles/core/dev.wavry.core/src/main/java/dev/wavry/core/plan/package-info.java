/**
 * Who is chosen among the strategies that exist.
 *
 * <p>Pure functions: nothing is opened, asked or remembered here.
 */
@NullMarked
package dev.wavry.core.plan;

import org.jspecify.annotations.NullMarked;
