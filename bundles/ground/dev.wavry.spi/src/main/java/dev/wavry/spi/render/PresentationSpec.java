package dev.wavry.spi.render;

/**
 * What a presentation is opened for.
 *
 * @param title of the window
 * @param width of the first picture, pixels
 * @param height of the first picture, pixels
 * @param fullscreen whether to cover the whole screen
 */
public record PresentationSpec(String title, int width, int height, boolean fullscreen) {}
