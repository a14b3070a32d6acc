/**
 * What strategies exist right now.
 *
 * <p>The only place that meets the dynamics of the service registry; everybody else asks for a snapshot.
 */
@NullMarked
package dev.wavry.core.catalog;

import org.jspecify.annotations.NullMarked;
