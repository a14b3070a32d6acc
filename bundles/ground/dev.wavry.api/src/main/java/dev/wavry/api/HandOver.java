package dev.wavry.api;

/**
 * What became of a replacement.
 *
 * @param role what was replaced
 * @param done true if the new part is live
 * @param text the new plan, or why not, in words
 * @param millis from the wish to the new part's first picture at every client
 */
public record HandOver(Role role, boolean done, String text, double millis) {}
