package dev.slipway.preflight.python;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.slipway.knowledge.PythonPackages;
import dev.slipway.preflight.TextFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What a {@code pyproject.toml} asks for, in the standard form and in Poetry's older one. */
public record PyProject(JsonNode tree) {
    private static final TomlMapper TOML = new TomlMapper();

    /** Empty where the text is no TOML. */
    public static Optional<PyProject> parse(String text) {
        try {
            return Optional.of(new PyProject(TOML.readTree(TextFault.unmarked(text))));
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }

    /** What keeps the text from being TOML. */
    public static Optional<TextFault> fault(String text) {
        return TextFault.inTree(text, TOML, "TOML");
    }

    /** The requirements of {@code [project]}, extras and groups left out. */
    public List<Requirement> requirements() {
        List<Requirement> requirements = new ArrayList<>();
        tree.path("project").path("dependencies").forEach(one -> Requirement.parse(one.asText())
                .ifPresent(requirements::add));
        return List.copyOf(requirements);
    }

    /** What the project itself asks for, and on which line, in either form; groups and extras left out. */
    public static List<RequirementsText.Entry> entries(String text) {
        Optional<PyProject> project = parse(text);
        if (project.isEmpty()) {
            return List.of();
        }
        TomlPlaces places = TomlPlaces.of(text);
        List<RequirementsText.Entry> entries = new ArrayList<>(project.get().listed(places, "project", "dependencies"));
        project.get().poetry().properties().forEach(field -> {
            List<String> path = List.of("tool", "poetry", "dependencies", field.getKey());
            poetry(field.getKey(), field.getValue())
                    .forEach(one -> entries.add(new RequirementsText.Entry(one, places.line(path))));
        });
        return List.copyOf(entries);
    }

    /** The requirements in a list of texts. */
    private List<RequirementsText.Entry> listed(TomlPlaces places, String... path) {
        JsonNode list = tree;
        for (String step : path) {
            list = list.path(step);
        }
        List<RequirementsText.Entry> entries = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            List<String> place = new ArrayList<>(List.of(path));
            place.add(Integer.toString(i));
            Requirement.parse(list.path(i).asText())
                    .ifPresent(one -> entries.add(new RequirementsText.Entry(one, places.line(place))));
        }
        return entries;
    }

    /** What limits versions for uv without asking for a package, and on which line. */
    public static List<RequirementsText.Entry> limits(String text) {
        return uv(text, "constraint-dependencies");
    }

    /** What uv takes instead of all else that is said of a package, and on which line. */
    public static List<RequirementsText.Entry> overrides(String text) {
        return uv(text, "override-dependencies");
    }

    private static List<RequirementsText.Entry> uv(String text, String list) {
        return parse(text)
                .map(project -> project.listed(TomlPlaces.of(text), "tool", "uv", list))
                .orElse(List.of());
    }

    /** Whether an installation that chooses nothing brings more than the project itself asks for. */
    public boolean hasGroups() {
        JsonNode tools = tree.path("tool");
        return !tree.path("dependency-groups").isEmpty()
                || !tools.path("uv").path("dev-dependencies").isEmpty()
                || !tools.path("poetry").path("dev-dependencies").isEmpty()
                || tools.path("poetry").path("group").properties().stream()
                        .anyMatch(group -> !group.getValue().path("optional").asBoolean());
    }

    /** Whether a lock file has more than an installation that chooses nothing brings. */
    public boolean hasChoices() {
        boolean groups = tree.path("dependency-groups").properties().stream()
                .anyMatch(group -> !group.getKey().equals("dev"));
        return groups
                || !tree.path("project").path("optional-dependencies").isEmpty()
                || tree.path("tool").path("poetry").path("group").properties().stream()
                        .anyMatch(group -> group.getValue().path("optional").asBoolean());
    }

    private JsonNode poetry() {
        return tree.path("tool").path("poetry").path("dependencies");
    }

    /** A list has one table for each Python or platform. */
    private static List<Requirement> poetry(String name, JsonNode value) {
        if (name.equals("python")) {
            return List.of();
        }
        List<JsonNode> choices = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(choices::add);
        } else {
            choices.add(value);
        }
        return choices.stream()
                .flatMap(one -> PoetryDependency.of(name, one).stream())
                .toList();
    }

    /** The normalised names of what the project itself asks for directly, extras and groups left out. */
    public TreeSet<String> ownNames() {
        TreeSet<String> names = new TreeSet<>();
        requirements().forEach(one -> names.add(one.name()));
        poetry().properties()
                .forEach(field -> poetry(field.getKey(), field.getValue()).forEach(one -> names.add(one.name())));
        return names;
    }

    /** The normalised names of all that is asked for directly, optional ones and groups included. */
    public TreeSet<String> names() {
        TreeSet<String> names = ownNames();
        poetry().fieldNames().forEachRemaining(name -> names.add(PythonPackages.normal(name)));
        tree.path("tool").path("poetry").path("group").forEach(group -> group.path("dependencies")
                .fieldNames()
                .forEachRemaining(name -> names.add(PythonPackages.normal(name))));
        names.remove("python");
        return names;
    }

    public boolean isPoetry() {
        return tree.path("tool").has("poetry");
    }
}
