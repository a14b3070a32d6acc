package dev.wavry.operate.http.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.operate.http.internal.Route.Parameter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands behind the question mark, as words of an order. Nothing there can be taken for another word, a flag or a path. */
final class Query {
    private static final int LONGEST = 2048;

    private final Route route;
    private final Map<Parameter, String> values = new EnumMap<>(Parameter.class);

    private Query(Route route) {
        this.route = route;
    }

    static Query parse(Route route, @Nullable String raw) throws Problem {
        Query query = new Query(route);
        if (raw == null || raw.isEmpty()) {
            return query;
        }
        if (raw.length() > LONGEST) {
            throw wrong("The query is longer than " + LONGEST + " characters. Leave out what is not needed.");
        }
        for (String part : raw.split("&", -1)) {
            query.add(part);
        }
        return query;
    }

    private void add(String part) throws Problem {
        int is = part.indexOf('=');
        String word = is < 0 ? part : part.substring(0, is);
        Parameter parameter = route.parameters().stream()
                .filter(p -> p.word().equals(word))
                .findFirst()
                .orElseThrow(() -> wrong("'" + cut(word) + "' is no parameter of " + route.path()
                        + ". See /openapi.json for those that are."));
        String value = decoded(is < 0 ? "" : part.substring(is + 1));
        if (!parameter.fits(value)) {
            throw wrong("'" + word + "' must be of the form " + parameter.form() + ".");
        }
        if (values.put(parameter, value) != null) {
            throw wrong("'" + word + "' stands there twice. Send it once.");
        }
    }

    private static String decoded(String text) throws Problem {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong("The query is not encoded as RFC 3986 says. Encode it.");
        }
    }

    private static String cut(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    boolean has(Parameter parameter) {
        return values.containsKey(parameter);
    }

    /** The words of the order. @param file what was sent along, or empty */
    List<String> words(String file) throws Problem {
        List<String> words = new ArrayList<>();
        words.add(route.action());
        if (route.parameters().contains(Parameter.ROLE)) {
            words.add(needed(Parameter.ROLE));
        }
        if (!file.isEmpty()) {
            words.add(file);
        } else if (route.parameters().contains(Parameter.NAME)) {
            words.add(needed(Parameter.NAME));
        }
        if ("true".equals(values.get(Parameter.DRY_RUN))) {
            words.add("--dry-run");
        }
        if ("true".equals(values.get(Parameter.DOWNGRADE))) {
            words.add("--downgrade");
        }
        String watch = values.get(Parameter.WATCH);
        if (watch != null) {
            words.add("--watch=" + watch);
        }
        words.add("--json");
        return words;
    }

    private String needed(Parameter parameter) throws Problem {
        String value = values.get(parameter);
        if (value == null) {
            throw wrong("'" + parameter.word() + "' is missing. Add ?" + parameter.word() + "=...");
        }
        return value;
    }

    private static Problem wrong(String text) {
        return new Problem(400, ErrorKind.USAGE, text);
    }
}
