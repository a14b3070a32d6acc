package dev.wavry.operate.http.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every request that leads somewhere. What is written here and in docs/api/openapi.json is the same; a test compares them. */
enum Route {
    DESCRIPTION("GET", "/openapi.json", "", Body.NONE),
    LIST("GET", "/v1/bundles", "list", Body.NONE),
    INFO("GET", "/v1/bundle", "info", Body.NONE, Parameter.NAME),
    HISTORY("GET", "/v1/history", "history", Body.NONE),
    INSTALL("POST", "/v1/install", "install", Body.NAME_OR_BUNDLE, Parameter.NAME, Parameter.DRY_RUN),
    UPDATE(
            "POST",
            "/v1/update",
            "update",
            Body.NAME_OR_BUNDLE,
            Parameter.NAME,
            Parameter.DRY_RUN,
            Parameter.DOWNGRADE,
            Parameter.WATCH),
    SWAP(
            "POST",
            "/v1/swap",
            "swap",
            Body.NAME_OR_BUNDLE,
            Parameter.ROLE,
            Parameter.NAME,
            Parameter.DRY_RUN,
            Parameter.DOWNGRADE,
            Parameter.WATCH),
    ROLLBACK("POST", "/v1/rollback", "rollback", Body.NONE, Parameter.DRY_RUN),
    REMOVE("POST", "/v1/remove", "remove", Body.NONE, Parameter.NAME, Parameter.DRY_RUN),
    PIN("POST", "/v1/pin", "pin", Body.NONE, Parameter.NAME, Parameter.DRY_RUN),
    UNPIN("POST", "/v1/unpin", "unpin", Body.NONE, Parameter.NAME, Parameter.DRY_RUN);

    /** What follows the headers. */
    enum Body {
        /** Nothing. */
        NONE,
        /** The bytes of a bundle, unless the name of one that is installed or in a repository is given. */
        NAME_OR_BUNDLE
    }

    /** What may stand behind the question mark. */
    enum Parameter {
        NAME("name", "[A-Za-z0-9][A-Za-z0-9._-]{0,254}(@[A-Za-z0-9._-]{1,64})?"),
        ROLE("role", "[a-z]{1,32}"),
        DRY_RUN("dryRun", "true|false"),
        DOWNGRADE("downgrade", "true|false"),
        WATCH("watch", "[0-9]{1,3}");

        private final String word;
        private final String form;

        Parameter(String word, String form) {
            this.word = word;
            this.form = form;
        }

        String word() {
            return word;
        }

        boolean fits(String value) {
            return value.matches(form);
        }

        String form() {
            return form;
        }
    }

    private final String method;
    private final String path;
    private final String action;
    private final Body body;
    private final Set<Parameter> parameters;

    Route(String method, String path, String action, Body body, Parameter... parameters) {
        this.method = method;
        this.path = path;
        this.action = action;
        this.body = body;
        this.parameters = Set.of(parameters);
    }

    static Optional<Route> find(String method, String path) {
        return Arrays.stream(values())
                .filter(r -> r.path.equals(path) && r.method.equals(method))
                .findFirst();
    }

    /** Methods that lead somewhere at a path. */
    static List<String> methods(String path) {
        return Arrays.stream(values())
                .filter(r -> r.path.equals(path))
                .map(Route::method)
                .toList();
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    String action() {
        return action;
    }

    Body body() {
        return body;
    }

    Set<Parameter> parameters() {
        return parameters;
    }
}
