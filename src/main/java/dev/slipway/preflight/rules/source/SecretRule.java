package dev.slipway.preflight.rules.source;

import dev.slipway.preflight.Demands;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Stage;
import dev.slipway.preflight.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Are secrets supplied where they are mounted, and kept out of the image's own configuration? */
public final class SecretRule implements Rule {
    private static final Kind UNSUPPLIED = new Kind(
            "secret-not-supplied",
            Severity.WARNING,
            "a RUN mounts a secret that the pipeline does not supply",
            "A secret that is not supplied is silently absent in the step, or stops the build where the mount says required:"
                    + " then it is an error.");
    private static final Kind AGENT = new Kind(
            "ssh-not-supplied",
            Severity.WARNING,
            "a RUN mounts an ssh agent that the pipeline does not supply",
            "An agent that is not supplied is silently absent in the step, or stops the build where the mount says required:"
                    + " then it is an error.");
    private static final Kind IN_IMAGE = new Kind(
            "secret-in-image",
            Severity.WARNING,
            "a secret is part of the image's history",
            "Values of ARG and ENV can be read by whoever has the image. Mount a secret for the step that needs it, or set the"
                    + " variable when the container starts.");

    private static final Set<String> TELLING =
            Set.of("password", "passwd", "secret", "token", "apikey", "credential", "credentials");
    private static final Set<String> KEYS = Set.of("api", "access", "private", "secret", "signing", "encryption");
    private static final Set<String> HARMLESS_ENDS = Set.of(
            "file",
            "path",
            "dir",
            "url",
            "uri",
            "name",
            "header",
            "endpoint",
            "host",
            "port",
            "region",
            "bucket",
            "count",
            "size",
            "limit",
            "timeout",
            "enabled",
            "length",
            "ttl",
            "minutes",
            "seconds",
            "hours",
            "days",
            "expiry",
            "type",
            "id",
            "issuer",
            "algorithm");

    /** {@code postgres://user:password@host}, the password written out. */
    private static final Pattern PASSWORD_IN_ADDRESS = Pattern.compile("://[^/@:\\s$]*:[^/@\\s$]+@(?!sha\\d)");

    @Override
    public List<Kind> kinds() {
        return List.of(UNSUPPLIED, AGENT, IN_IMAGE);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Demands.of(subject.variant(), subject.dockerfile()).unsupplied().forEach(findings);
        subject.dockerfile().globalArguments().forEach(argument -> inImage(subject, argument, findings));
        for (Stage stage : subject.wantedStages()) {
            stage.instructions().forEach(instruction -> inImage(subject, instruction, findings));
        }
    }

    private static void inImage(Subject subject, Instruction instruction, Consumer<Finding> findings) {
        if (!instruction.is("ARG") && !instruction.is("ENV")) {
            return;
        }
        List<String> words = instruction.words();
        boolean old = instruction.is("ENV") && !words.get(0).contains("=");
        List<String> pairs =
                old ? List.of(words.get(0) + "=" + String.join(" ", words.subList(1, words.size()))) : words;
        for (String word : pairs) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            boolean empty = instruction.is("ENV") && value.matches("\"\"|''|");
            boolean named = looksSecret(name) && !isPlain(value) && !empty;
            if (named || PASSWORD_IN_ADDRESS.matcher(value).find()) {
                findings.accept(IN_IMAGE.at(
                        subject.at(instruction, name),
                        "%s %s %s, and would be readable in the image's history."
                                .formatted(
                                        instruction.keyword(),
                                        name,
                                        named ? "looks like a secret" : "holds a password"),
                        "Maybe use 'RUN --mount=type=secret,id=%s' for the build, or set it when the container starts."
                                .formatted(name.toLowerCase(Locale.ROOT))));
            }
        }
    }

    static boolean looksSecret(String name) {
        List<String> parts = List.of(name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1));
        if (HARMLESS_ENDS.contains(parts.getLast())) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            boolean key = i > 0 && parts.get(i).equals("key") && KEYS.contains(parts.get(i - 1));
            if (key || TELLING.contains(parts.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Numbers, switches and names of files are settings about a secret, not one. */
    private static boolean isPlain(String value) {
        return value.matches("(?i)\"?([0-9.]+|true|false|yes|no|on|off|[\\w./-]+\\.(json|ya?ml|pem|key|txt))\"?");
    }
}
