/** Runs the launcher as a process of its own, the way the start script does, with bundles made on the spot. */
package dev.wavry.launcher;
