package dev.wavry.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTest {
    @ParameterizedTest
    @ValueSource(ints = {-1000, -10, 0, 7, 1000})
    void shouldHaveItsOwnRankingAgainAfterItWasFavoured(int ranking) {
        Provider<String> own = new Provider<>(1, "a", ranking, "b", "c");
        Provider<String> favoured = own.favoured(true);
        assertTrue(favoured.favoured());
        assertFalse(own.favoured());
        assertEquals(favoured, favoured.favoured(true), "favoured twice");
        assertEquals(own, favoured.favoured(false));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, Integer.MAX_VALUE})
    void shouldPreferWhatTheOperatorPrefersToAnyRanking(int ranking) {
        Provider<String> extreme = new Provider<>(1, "a", ranking, "b", "c").favoured(false);
        Provider<String> favoured = new Provider<>(2, "d", ranking, "e", "f").favoured(true);
        assertFalse(extreme.favoured());
        assertTrue(favoured.favoured());
        assertTrue(favoured.ranking()
                > new Provider<>(1, "a", 1 << 28, "b", "c").favoured(false).ranking());
    }
}
