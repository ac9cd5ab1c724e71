package dev.slipway.preflight;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Are secrets supplied where they are mounted, and kept out of the image's own configuration? */
final class SecretRules {
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

    private SecretRules() {}

    static void check(Subject subject, Consumer<Finding> findings) {
        String target = subject.build().target().orElse(null);
        for (Dockerfile.SecretMount mount :
                subject.dockerfile().secretsMounted(subject.build().args(), target)) {
            if (!subject.build().secrets().containsKey(mount.id())) {
                findings.accept(new Finding(
                        subject.dockerfile().at(mount.line()),
                        "secret-not-supplied",
                        mount.required() ? Severity.ERROR : Severity.WARNING,
                        "RUN mounts the secret '%s', which the pipeline does not supply to variant '%s'; %s."
                                .formatted(
                                        mount.id(),
                                        subject.variant().name(),
                                        mount.required() ? "it is required" : "the file will silently be absent"),
                        "Maybe add 'secrets: {%s: {env: %s}}' to the image."
                                .formatted(
                                        mount.id(),
                                        mount.id().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))));
            }
        }
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
        for (String word : old ? words.subList(0, 1) : words) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            if (looksSecret(name) && !isPlain(value)) {
                findings.accept(new Finding(
                        subject.dockerfile().at(instruction.line()),
                        "secret-in-image",
                        Severity.WARNING,
                        "%s %s looks like a secret, and would be readable in the image's history."
                                .formatted(instruction.keyword(), name),
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

    /** Numbers and switches are settings about a secret, not one. */
    private static boolean isPlain(String value) {
        return value.matches("(?i)\"?([0-9.]+|true|false|yes|no|on|off)\"?");
    }
}
