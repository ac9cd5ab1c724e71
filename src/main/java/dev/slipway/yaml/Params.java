package dev.slipway.yaml;

import dev.slipway.model.Param;
import dev.slipway.yaml.Given.Gift;
import dev.slipway.yaml.Node.Mapping;
import dev.slipway.yaml.Node.Scalar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What names stand for: parameters first, then what is given otherwise. A required value that is not given, or a wrong
 * one, has been told once; what stands in for it draws no complaint of its own.
 */
record Params(Map<String, Param> declared, Map<String, String> values, Set<String> lacking, Given given) {
    Params {
        declared = Map.copyOf(declared);
        values = Map.copyOf(values);
        lacking = Set.copyOf(lacking);
    }

    /** No parameter at all. */
    static Params none(Given given) {
        return new Params(Map.of(), Map.of(), Set.of(), given);
    }

    /** What a name stands for. */
    sealed interface Meaning {
        record Value(String text) implements Meaning {}

        /** A parameter whose value must not be put in. */
        record Secret() implements Meaning {}

        /** A parameter that nobody gave a value, or a variable that is not set. */
        record Nothing(boolean param) implements Meaning {}
    }

    Meaning of(String name) {
        Param param = declared.get(name);
        if (param != null && param.secret()) {
            return new Meaning.Secret();
        }
        Optional<String> value = param == null ? given.plain(name) : Optional.ofNullable(values.get(name));
        return value.<Meaning>map(Meaning.Value::new).orElseGet(() -> new Meaning.Nothing(param != null));
    }

    /** Whether a complaint about this node would only repeat that a value is lacking. */
    boolean standIn(Node node) {
        return node instanceof Scalar scalar
                && lacking.stream()
                        .anyMatch(name -> scalar.text().contains("${" + name + "}")
                                || scalar.text().contains("${" + name + ":-"));
    }

    Set<String> secrets() {
        Set<String> names = new HashSet<>();
        declared.values().stream().filter(Param::secret).forEach(param -> names.add(param.name()));
        return names;
    }

    /**
     * Reads the section, and settles what each parameter stands for.
     *
     * @param strict whether a required value that is not given is a problem, and not only worth a warning
     */
    static Params read(Mapping root, Scope scope, boolean strict) {
        Given given = scope.params().given();
        Map<String, Param> declared = new LinkedHashMap<>(PipelineSection.params(root, Cursor.top(root, scope)));
        Map<String, String> values = new HashMap<>();
        Set<String> lacking = new HashSet<>();
        for (Param param : declared.values()) {
            Optional<Gift> gift = given.gift(param.name()).filter(some -> counts(param, some));
            if (gift.isPresent()) {
                settle(param, gift.get(), values, lacking, scope.problems());
            } else if (param.required()) {
                lacking.add(param.name());
                lack(param, strict, scope.problems());
            } else {
                param.otherwise().ifPresent(value -> values.put(param.name(), value));
            }
        }
        lacking.stream()
                .map(declared::get)
                .filter(param -> param != null && !param.secret())
                .forEach(param -> values.put(param.name(), ParamKind.standIn(param)));
        tellStrangers(root, declared, scope);
        return new Params(declared, values, lacking, given);
    }

    /** What must be there is not given by an empty text. */
    private static boolean counts(Param param, Gift gift) {
        return !gift.value().isEmpty() || !(param.required() || param.secret());
    }

    private static void settle(
            Param param, Gift gift, Map<String, String> values, Set<String> lacking, Problems problems) {
        try {
            String value = ParamKind.checked(param.kind(), param.choices(), gift.value());
            if (!param.secret()) {
                values.put(param.name(), value);
            }
        } catch (Misread wrong) {
            lacking.add(param.name());
            problems.add(
                    param.origin(),
                    where(param),
                    "what " + gift.giver() + " gives " + wrong.getMessage(),
                    wrong.hint());
        }
    }

    private static void lack(Param param, boolean strict, Problems problems) {
        String sentence = "the parameter is required and not given";
        String hint = param.secret()
                ? "Maybe set the variable '" + param.name() + "', or give it by a line of an '--env-file'."
                : "Maybe '--set " + param.name() + "="
                        + (param.choices().isEmpty() ? "…" : param.choices().get(0)) + "'?";
        if (strict) {
            problems.add(param.origin(), where(param), sentence, hint);
        } else {
            problems.warn(param.origin(), where(param), sentence, hint);
        }
    }

    private static String where(Param param) {
        return "params." + param.name();
    }

    /** What is set must be a parameter, or a variable that the file asks for. */
    private static void tellStrangers(Mapping root, Map<String, Param> declared, Scope scope) {
        List<String> sets = scope.params().given().sets().keySet().stream()
                .filter(name -> !declared.containsKey(name))
                .sorted()
                .toList();
        if (sets.isEmpty()) {
            return;
        }
        Set<String> known = new HashSet<>(Mentioned.in(root));
        known.addAll(declared.keySet());
        sets.stream().filter(name -> !known.contains(name)).forEach(name -> scope.problems()
                .add(
                        root.origin(),
                        "--set " + name,
                        "there is no parameter " + Quoted.of(name)
                                + ", nor does the file ask for a variable of this name",
                        Nearest.hint(name, known.stream().sorted().toList())));
    }
}
