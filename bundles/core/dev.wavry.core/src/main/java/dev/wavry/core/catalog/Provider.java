package dev.wavry.core.catalog;

/**
 * One registered strategy.
 *
 * @param serviceId number of the registration; never used twice
 * @param id short name that operators use
 * @param ranking {@code service.ranking} of the registration
 * @param bundle symbolic name and version of the bundle it comes from
 * @param service the strategy
 */
public record Provider<T>(long serviceId, String id, int ranking, String bundle, T service) {
    @Override
    public String toString() {
        return id;
    }
}
