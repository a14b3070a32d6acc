package dev.wavry.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows of a benchmark: a table for people, one JSON object for programs, a CSV file for later. */
final class Results {
    private final String benchmark;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    Results(String benchmark) {
        this.benchmark = benchmark;
    }

    void add(Map<String, Object> row) {
        rows.add(row);
    }

    List<Map<String, Object>> rows() {
        return rows;
    }

    private List<String> columns() {
        Map<String, Boolean> names = new LinkedHashMap<>();
        rows.forEach(row -> row.keySet().forEach(name -> names.put(name, true)));
        return List.copyOf(names.keySet());
    }

    /** Prints what was asked for on standard output. */
    void print(boolean json) {
        System.out.println(json ? json() : table());
    }

    private String json() {
        try {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("benchmark", benchmark);
            all.put("machine", machine());
            all.put("results", rows.stream().map(Results::rounded).toList());
            return new ObjectMapper().writeValueAsString(all);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, Object> rounded(Map<String, Object> row) {
        Map<String, Object> copy = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            boolean nothing = value instanceof Double number && number.isNaN();
            if (!nothing) {
                copy.put(name, value instanceof Double number ? Math.round(number * 1000) / 1000.0 : value);
            }
        });
        return copy;
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", Java " + System.getProperty("java.version");
    }

    private String table() {
        List<String> columns = columns();
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns);
        rows.forEach(row ->
                cells.add(columns.stream().map(name -> cell(row.get(name))).toList()));
        StringBuilder text = new StringBuilder();
        for (List<String> line : cells) {
            for (int i = 0; i < columns.size(); i++) {
                int column = i;
                int width = cells.stream()
                        .mapToInt(c -> c.get(column).length())
                        .max()
                        .orElse(0);
                text.append(String.format("%-" + (width + 2) + "s", line.get(i)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String cell(Object value) {
        if (value instanceof Double number) {
            return number.isNaN() ? "-" : String.format(Locale.ROOT, "%.2f", number);
        }
        return value == null ? "-" : value.toString();
    }

    /** Writes {@code <name>.csv} below the folder of figures. */
    void csv(String name) {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", columns()));
        for (Map<String, Object> row : rows) {
            lines.add(String.join(
                    ",",
                    columns().stream()
                            .map(c -> cell(row.get(c)).replace(',', ';'))
                            .toList()));
        }
        try {
            Files.createDirectories(figures());
            Files.write(figures().resolve(name + ".csv"), lines);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Where CSV and PNG files go. */
    static Path figures() {
        return Path.of(System.getenv().getOrDefault("WAVRY_ROOT", "."), "docs", "figures");
    }
}
