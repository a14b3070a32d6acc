/**
 * Starts the framework with the bundles of one folder and hands the command line to the service that understands it.
 * Nothing here knows what Wavry does; that is the bundles' business.
 */
@NullMarked
package dev.wavry.launcher;

import org.jspecify.annotations.NullMarked;
