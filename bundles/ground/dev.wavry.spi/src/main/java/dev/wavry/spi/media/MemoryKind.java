package dev.wavry.spi.media;

/**
 * Where pixels live. An open set: a new kind of GPU memory needs a new constant in somebody's bundle, not a new SPI.
 *
 * @param id lower-case name
 */
public record MemoryKind(String id) {
    /** Ordinary memory, readable by everyone through {@link VideoFrame#plane}. */
    public static final MemoryKind HOST = new MemoryKind("host");
    /** A Linux DMA buffer; the handle is its file descriptor. */
    public static final MemoryKind DMABUF = new MemoryKind("dmabuf");
    /** A Direct3D 11 texture; the handle is the {@code ID3D11Texture2D} pointer. */
    public static final MemoryKind D3D11 = new MemoryKind("d3d11");
    /** An IOSurface of macOS; the handle is the {@code IOSurfaceRef}. */
    public static final MemoryKind IOSURFACE = new MemoryKind("iosurface");
}
