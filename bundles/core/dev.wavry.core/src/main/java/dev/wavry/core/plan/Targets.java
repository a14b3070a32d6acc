package dev.wavry.core.plan;

import dev.wavry.core.catalog.Provider;
import dev.wavry.spi.capture.CaptureSource;
import dev.wavry.spi.capture.CaptureTarget;
import java.util.List;

/**
 * What one capture strategy can capture now.
 *
 * @param provider the strategy
 * @param targets its targets, best first
 */
public record Targets(Provider<CaptureSource> provider, List<CaptureTarget> targets) {}
