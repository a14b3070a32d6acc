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
    /** Added to the ranking of what the operator prefers, above any ranking that a bundle gives itself in earnest. */
    static final int FAVOUR = 1 << 30;
    /** A ranking further from zero than this counts as this, so that one of a favoured strategy says what its own is. */
    private static final int FURTHEST = 1 << 28;

    /** True if the operator prefers it to whatever else there is. */
    public boolean favoured() {
        return ranking >= FAVOUR - FURTHEST;
    }

    Provider<T> favoured(boolean wanted) {
        int own = Math.max(-FURTHEST, Math.min(favoured() ? ranking - FAVOUR : ranking, FURTHEST));
        return new Provider<>(serviceId, id, wanted ? FAVOUR + own : own, bundle, service);
    }

    @Override
    public String toString() {
        return id;
    }
}
