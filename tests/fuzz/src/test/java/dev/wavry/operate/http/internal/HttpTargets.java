package dev.wavry.operate.http.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a program sends by HTTP, behind what the server of the JDK reads. */
public final class HttpTargets {
    private HttpTargets() {}

    /** All of them by name. */
    public static Map<String, Consumer<byte[]>> all() {
        return Map.of("http-query", HttpTargets::query);
    }

    /** Whatever stands in a query, no word of the order is a flag, a path or more than one word, but those that the route has. */
    private static void query(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (Route route : Route.values()) {
            try {
                List<String> words = Query.parse(route, text).words("");
                require(words.get(0).equals(route.action()), "another action: " + words);
                words.subList(1, words.size()).forEach(HttpTargets::plain);
            } catch (Problem refused) {
                require(refused.status() == 400, "status " + refused.status());
                require(
                        new String(refused.json(), StandardCharsets.US_ASCII)
                                        .lines()
                                        .count()
                                == 1,
                        "several lines");
            }
        }
    }

    private static void plain(String word) {
        require(
                word.matches("[A-Za-z0-9][A-Za-z0-9._@-]*|--(json|dry-run|downgrade|watch=[0-9]{1,3})"),
                "the word '" + word + "'");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
