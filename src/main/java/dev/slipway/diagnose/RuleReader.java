package dev.slipway.diagnose;

import java.io.InputStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Text to rules. A file is a list of mappings; {@code id}, {@code category}, {@code nature}, {@code rank}, {@code
 * explanation} and either {@code links} or {@code no-links} must be there, an unknown key must not.
 */
final class RuleReader {
    private static final Set<String> KEYS = Set.of(
            "id",
            "category",
            "nature",
            "nature-in",
            "rank",
            "phases",
            "run-phases",
            "exits",
            "endings",
            "lines",
            "requires",
            "excludes",
            "healed-by",
            "aside",
            "shared",
            "tail",
            "only-in-runs",
            "explanation",
            "remedies",
            "links",
            "no-links",
            "lookups",
            "known");

    private final String file;
    private final Map<?, ?> entry;

    private RuleReader(String file, Map<?, ?> entry) {
        this.file = file;
        this.entry = entry;
    }

    static List<Rule> read(String file, InputStream text) {
        return entries(file, text).stream()
                .map(each -> {
                    if (!(each instanceof Map<?, ?> mapping)) {
                        throw new IllegalStateException(file + " holds something else than a rule: " + each);
                    }
                    return new RuleReader(file, mapping).rule();
                })
                .toList();
    }

    /** Lines that are known to mean nothing: a list of patterns. */
    static Harmless harmless(String file, InputStream text) {
        return new Harmless(
                entries(file, text).stream().map(Object::toString).map(Clue::of).toList());
    }

    private static List<?> entries(String file, InputStream text) {
        Object document = new Load(LoadSettings.builder().setLabel(file).build()).loadFromInputStream(text);
        if (!(document instanceof List<?> entries)) {
            throw new IllegalStateException(file + " is not a list");
        }
        return entries;
    }

    private Rule rule() {
        Set<Object> unknown = new HashSet<>(entry.keySet());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw wrong("has the unknown keys " + unknown);
        }
        Set<Phase> phases = anyOf(Phase.class, "phases", EnumSet.allOf(Phase.class));
        Set<Phase> runPhases = anyOf(Phase.class, "run-phases", phases);
        Set<Integer> exits = new LinkedHashSet<>();
        strings("exits").forEach(code -> exits.add(Integer.valueOf(code)));
        Set<Evidence.Ending> endings = anyOf(Evidence.Ending.class, "endings", EnumSet.of(Evidence.Ending.ITSELF));
        Rule.Marks marks = new Rule.Marks(
                clues("lines"),
                clues("requires"),
                clues("excludes"),
                clues("healed-by"),
                clues("aside"),
                entry.containsKey("shared") ? text("shared") : "",
                entry.containsKey("tail") ? Integer.parseInt(text("tail")) : 0);
        if (marks.any().isEmpty() && marks.requires().isEmpty() && exits.isEmpty() && !entry.containsKey("endings")) {
            throw wrong("is recognised by nothing: it needs lines, exits or endings");
        }
        return new Rule(
                text("id"),
                text("category"),
                natures(),
                new Rule.Scope(phases, runPhases, exits, endings, onlyInRuns()),
                marks,
                constant(Rank.class, text("rank")),
                new Rule.Advice(text("explanation"), strings("remedies"), links(), lookups(), strings("known")));
    }

    private boolean onlyInRuns() {
        return entry.containsKey("only-in-runs") && text("only-in-runs").equals("true");
    }

    private Rule.Natures natures() {
        Map<Phase, Nature> inPhases = new EnumMap<>(Phase.class);
        mapping(entry.get("nature-in"))
                .forEach((phase, nature) -> inPhases.put(constant(Phase.class, phase), constant(Nature.class, nature)));
        return new Rule.Natures(constant(Nature.class, text("nature")), inPhases);
    }

    /** What a rule claims can be looked up where it comes from; one that cannot says under {@code no-links} why. */
    private List<String> links() {
        List<String> links = strings("links");
        boolean excused = entry.containsKey("no-links") && !text("no-links").isBlank();
        if (links.isEmpty() != excused) {
            throw wrong("needs either links to primary sources or, under 'no-links', why there can be none");
        }
        return links;
    }

    private List<Rule.Lookup> lookups() {
        return list("lookups").stream()
                .map(each -> {
                    if (!(each instanceof Map<?, ?> lookup)) {
                        throw wrong("has a lookup that is no mapping");
                    }
                    return new Rule.Lookup(
                            items(lookup.get("from")).stream()
                                    .map(Object::toString)
                                    .toList(),
                            String.valueOf(lookup.get("into")),
                            source(lookup.get("table")));
                })
                .toList();
    }

    private Source source(@Nullable Object table) {
        if (table instanceof Map<?, ?>) {
            return new Source.Own(mapping(table));
        }
        if (table == null) {
            throw wrong("has a lookup without a table");
        }
        return new Source.Shared(constant(KnownTable.class, table.toString()));
    }

    private List<Clue> clues(String key) {
        return strings(key).stream().map(Clue::of).toList();
    }

    private String text(String key) {
        Object value = entry.get(key);
        if (value == null || value instanceof List<?> || value instanceof Map<?, ?>) {
            throw wrong("needs one value for '" + key + "'");
        }
        return value.toString();
    }

    private List<String> strings(String key) {
        return list(key).stream().map(Object::toString).toList();
    }

    private List<?> list(String key) {
        return items(entry.get(key));
    }

    private static List<?> items(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> items ? items : List.of(value);
    }

    private static Map<String, String> mapping(@Nullable Object value) {
        Map<String, String> strings = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, each) -> strings.put(String.valueOf(key), String.valueOf(each)));
        }
        return strings;
    }

    private <E extends Enum<E>> Set<E> anyOf(Class<E> type, String key, Set<E> otherwise) {
        Set<E> given = strings(key).stream()
                .map(name -> constant(type, name))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return given.isEmpty() ? otherwise : given;
    }

    private <E extends Enum<E>> E constant(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    file + ": rule '" + entry.get("id") + "' says '" + name + "', which is no " + type.getSimpleName(),
                    e);
        }
    }

    private IllegalStateException wrong(String what) {
        return new IllegalStateException(file + ": rule '" + entry.get("id") + "' " + what);
    }
}
