package dev.slipway.yaml;

import dev.slipway.model.Origin;
import dev.slipway.yaml.Node.Entry;
import dev.slipway.yaml.Node.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A map of the file beside the declaration of its keys. What contradicts the declaration is told on opening. */
final class Section {
    private static final int ENOUGH = 200;

    private final Cursor cursor;
    private final Mapping mapping;

    private Section(Cursor cursor, Mapping mapping) {
        this.cursor = cursor;
        this.mapping = mapping;
    }

    static Section open(Cursor cursor, Mapping mapping, Fields<?> fields) {
        Section section = new Section(cursor, mapping);
        boolean strange = section.tellUnknown(fields);
        section.tellMissing(fields);
        fields.groups().forEach(group -> section.tellGroup(group, strange));
        return section;
    }

    /** A map that was put together from others, each of which was opened before. */
    static Section inherited(Cursor cursor, Mapping mapping) {
        return new Section(cursor.with(mapping), mapping);
    }

    /** A section that says nothing, so that every key takes its default. */
    static Section nothing(Cursor cursor) {
        Mapping empty = Mapping.empty(cursor.declared(), cursor.node().crumb());
        return new Section(cursor.with(empty), empty);
    }

    private boolean tellUnknown(Fields<?> fields) {
        List<String> known = names(fields);
        boolean strange = false;
        for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                strange = true;
                if (cursor.scope().problems().full()) {
                    break;
                }
                tell(
                        entry.getValue().keyOrigin(),
                        "unknown key " + Quoted.of(entry.getKey()),
                        hint(entry.getKey(), fields));
            }
        }
        return strange;
    }

    private static @Nullable String hint(String typed, Fields<?> fields) {
        if (typed.equals("<<")) {
            return "Maybe write the keys out; YAML 1.2 has no merging.";
        }
        return meant(typed, fields)
                .map(name -> "Maybe '" + name + "'?")
                .orElseGet(() -> Nearest.hint(typed, names(fields)));
    }

    private static List<String> names(Fields<?> fields) {
        return fields.keys().stream().map(Key::name).toList();
    }

    private static Optional<String> meant(String typed, Fields<?> fields) {
        Optional<String> borrowed = fields.keys().stream()
                .filter(key -> key.strangers().contains(typed))
                .map(Key::name)
                .findFirst();
        return borrowed.or(() -> Nearest.to(typed, names(fields)));
    }

    /** A key that is there under a wrong name is not a second problem. */
    private boolean misspelt(Key<?> key, Fields<?> fields) {
        return mapping.entries().keySet().stream()
                .limit(ENOUGH)
                .filter(typed -> !names(fields).contains(typed))
                .anyMatch(
                        typed -> meant(typed, fields).filter(key.name()::equals).isPresent());
    }

    private void tellMissing(Fields<?> fields) {
        for (Key<?> key : fields.keys()) {
            if (key.required() && !has(key) && !misspelt(key, fields)) {
                cursor.declaredProblem(
                        "the key '" + key.name() + "' is missing",
                        "Maybe '" + key.name() + ": " + key.example() + "'?");
            }
        }
    }

    private void tellGroup(Group group, boolean strange) {
        List<String> present =
                group.keys().stream().filter(mapping.entries()::containsKey).toList();
        if (present.isEmpty() && group.wantsOne() && !strange) {
            String count = group.allowsMore() ? "at least" : "exactly";
            cursor.declaredProblem(count + " one of " + Quoted.all(group.keys(), "and") + " is wanted here", null);
        } else if (present.size() > 1 && !group.allowsMore()) {
            Entry second = mapping.entries().get(present.get(1));
            Origin origin = second == null ? cursor.declared() : second.keyOrigin();
            tell(origin, Quoted.all(present, "and") + " cannot stand together", null);
        }
    }

    private void tell(Origin origin, String sentence, @Nullable String hint) {
        cursor.scope().problems().add(origin, mapping.crumb().toString(), sentence, hint);
    }

    Cursor cursor() {
        return cursor;
    }

    Mapping mapping() {
        return mapping;
    }

    Scope scope() {
        return cursor.scope();
    }

    /** The name under which the section stands. */
    String name() {
        return cursor.key();
    }

    Origin origin() {
        return cursor.declared();
    }

    boolean has(Key<?> key) {
        return mapping.entries().containsKey(key.name());
    }

    /** The place of the key's value, or of the section where the key is absent. */
    Cursor at(Key<?> key) {
        Entry entry = mapping.entries().get(key.name());
        return entry == null ? cursor : cursor.entry(key.name(), entry);
    }

    /** The value, or null where the key is absent or its value wrong. */
    <T> @Nullable T optional(Key<T> key) {
        return has(key) ? key.shape().read(at(key).showing(key.example())) : null;
    }

    /** The value, or the declared default where the key is absent or its value wrong. */
    <T> T value(Key<T> key) {
        T value = optional(key);
        return value == null ? key.fallbackValue(scope()) : value;
    }

    <T> T value(Key<T> key, T otherwise) {
        T value = optional(key);
        return value == null ? otherwise : value;
    }
}
