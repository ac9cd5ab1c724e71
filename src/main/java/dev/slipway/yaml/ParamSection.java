package dev.slipway.yaml;

import dev.slipway.model.Param;
import dev.slipway.model.Param.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of {@code params}. What is given for it is looked at by {@link Params}. */
final class ParamSection {
    private static final Key<String> TYPE = Key.of(
                    "type", new Word(ParamKind.WORDS), "port", "What its values look like; a port is 1 to 65535.")
            .fallback("text")
            .strangers("kind");
    private static final Key<List<String>> CHOICES = Key.of(
                    "choices", ListOf.some(Text.ANY), "[dev, prod]", "The only values that it may have.")
            .otherwise("any of its type")
            .strangers("options", "values", "enum", "oneof");
    private static final Key<String> DEFAULT = Key.of("default", Text.ANY, "prod", "Its value when none is given.")
            .otherwise("none")
            .strangers("value");
    private static final Key<Boolean> REQUIRED = Key.of(
                    "required", Flag.FLAG, "true", "Whether nothing can be done without a value.")
            .fallback("false")
            .strangers("mandatory");
    private static final Key<Boolean> SECRET = Key.of(
                    "secret",
                    Flag.FLAG,
                    "true",
                    "Whether its value is told nowhere. It is then no `${NAME}`, but the source of secrets: `{param: NAME}`.")
            .fallback("false")
            .strangers("sensitive");
    private static final Key<String> DESCRIPTION = Key.of(
                    "description", Text.ANY, "Which settings the backend reads", "Tells people what it is for.")
            .otherwise("none")
            .strangers("help", "doc");

    private static final Fields<Param> SHAPE = Fields.of(
            "parameter",
            "A value that whoever runs the pipeline may give it.",
            List.of(TYPE, CHOICES, DEFAULT, REQUIRED, SECRET, DESCRIPTION),
            ParamSection::read);

    static final Key<Map<String, Param>> PARAMS = Key.of(
                    "params",
                    MapOf.any(
                            MapOf.Keys.matching("a parameter's name", "smtp_port", "[A-Za-z_][A-Za-z0-9_]{0,99}"),
                            SHAPE),
                    "{environment: {choices: [dev, prod], default: prod}}",
                    "What whoever runs the pipeline may give it, by the name that `${NAME}` takes.")
            .otherwise("none")
            .strangers("parameters", "variables", "vars", "inputs");

    private ParamSection() {}

    private static Param read(Section section) {
        Kind kind = ParamKind.of(section.value(TYPE));
        boolean secret = section.value(SECRET);
        boolean required = section.value(REQUIRED);
        List<String> choices = section.value(CHOICES, List.of());
        String standard = section.optional(DEFAULT);
        if (secret && section.has(DEFAULT)) {
            section.at(DEFAULT)
                    .problem("a secret has no default: the file would show it", "Maybe give it by an env file.");
        } else if (required && section.has(DEFAULT)) {
            section.at(DEFAULT).problem("what is required has no default", "Maybe leave 'required' out.");
        }
        if (secret && section.has(CHOICES)) {
            section.at(CHOICES).problem("a secret has no choices: the file would show it", null);
        }
        choices.forEach(choice -> wellFormed(section.at(CHOICES), "the choice " + Quoted.of(choice), kind, choice));
        if (standard != null && !secret) {
            standard = checked(section.at(DEFAULT), kind, choices, standard);
        }
        return new Param(
                section.name(),
                kind,
                secret ? null : standard,
                required && (secret || !section.has(DEFAULT)),
                secret,
                choices,
                section.value(DESCRIPTION, ""),
                section.origin());
    }

    private static void wellFormed(Cursor at, String what, Kind kind, String value) {
        try {
            ParamKind.checked(kind, List.of(), value);
        } catch (Misread wrong) {
            at.problem(what + " " + wrong.getMessage(), wrong.hint());
        }
    }

    private static @Nullable String checked(Cursor at, Kind kind, List<String> choices, String value) {
        try {
            return ParamKind.checked(kind, choices, value);
        } catch (Misread wrong) {
            at.problem("the default " + wrong.getMessage(), wrong.hint());
            return null;
        }
    }
}
