package dev.slipway.preflight.rules.source;

import dev.slipway.model.SecretSource;
import dev.slipway.model.Variant;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Subject;
import java.util.List;
import java.util.function.Consumer;

/** Does a build argument hold what is declared to be a secret? Arguments are part of an image's history. */
public final class ArgumentRule implements Rule {
    private static final Kind KIND = new Kind(
            "secret-in-argument",
            Severity.WARNING,
            "a build argument holds the value of a secret",
            "'args:' are written into the image's history. What is declared under 'secrets:' should reach the build by a mount"
                    + " alone. Secrets from variables are looked at; files are not read and commands not run before a build.");
    /** Shorter values stand in too many texts by chance. */
    private static final int SHORTEST = 4;

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Variant variant = subject.variant();
        variant.build().secrets().forEach((id, source) -> {
            if (source instanceof SecretSource.FromEnvironment from) {
                String value = subject.neighbours()
                        .environment()
                        .getOrDefault(from.variable(), "")
                        .strip();
                variant.build().args().forEach((name, argument) -> {
                    if (value.length() >= SHORTEST && argument.contains(value)) {
                        findings.accept(KIND.at(
                                variant.origin(),
                                "The build argument %s holds the value of the secret '%s', and would be readable in the image's history."
                                        .formatted(name, id),
                                "Maybe leave it to 'RUN --mount=type=secret,id=%s'.".formatted(id)));
                    }
                });
            }
        });
    }
}
