package dev.slipway.preflight.python;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.knowledge.PythonPackages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One value of Poetry's tables of dependencies: a version, or a table with conditions beside it. */
final class PoetryDependency {
    private PoetryDependency() {}

    /** Empty for what comes in with an extra alone. What Poetry writes as conditions of its own becomes a marker. */
    static Optional<Requirement> of(String name, JsonNode value) {
        if (value.path("optional").asBoolean()) {
            return Optional.empty();
        }
        String range =
                value.isTextual() ? value.asText() : value.path("version").asText();
        String marker = value.isObject() ? marker(value) : "";
        boolean address = Stream.of("git", "url", "path", "file").anyMatch(value::has);
        if (!address && range.isEmpty()) {
            return Optional.empty();
        }
        return PoetryRange.clauses(range)
                .filter(clauses -> !address)
                .flatMap(clauses -> Requirement.parse(name + clauses + (marker.isEmpty() ? "" : "; " + marker)))
                .or(() -> Optional.of(new Requirement(
                        PythonPackages.normal(name), (name + " " + range).strip(), null, marker, address)));
    }

    private static String marker(JsonNode table) {
        List<String> conditions = new ArrayList<>();
        conditions.add(table.path("markers").asText());
        conditions.add(python(table.path("python").asText()));
        String platform = table.path("platform").asText();
        conditions.add(platform.isEmpty() ? "" : "sys_platform == '%s'".formatted(platform));
        conditions.removeIf(String::isBlank);
        return conditions.size() == 1 ? conditions.getFirst() : together(conditions);
    }

    private static String together(List<String> conditions) {
        return String.join(
                " and ",
                conditions.stream()
                        .map(one -> one.contains(" or ") ? "(" + one + ")" : one)
                        .toList());
    }

    private static String python(String range) {
        List<String> choices = PoetryRange.choices(range);
        return choices.stream().anyMatch(String::isEmpty)
                ? ""
                : String.join(
                        " or ",
                        choices.stream().map(PoetryDependency::pythonAll).toList());
    }

    private static String pythonAll(String clauses) {
        return String.join(
                " and ",
                Stream.of(clauses.split(",", -1))
                        .map(PoetryDependency::pythonClause)
                        .toList());
    }

    /** A third number asks for more than python_version has. */
    private static String pythonClause(String clause) {
        String version = clause.replaceFirst("^[=<>!~]+\\s*", "");
        String sign = clause.substring(0, clause.length() - version.length()).strip();
        String variable = version.matches("\\d+(\\.\\d+)?(\\.\\*)?") ? "python_version" : "python_full_version";
        return "%s %s '%s'".formatted(variable, sign, version);
    }
}
