package dev.slipway.preflight.rules.source;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Stage;
import dev.slipway.preflight.Subject;
import java.util.List;
import java.util.function.Consumer;

/** Is something fetched whose content nobody has fixed? */
public final class AddUrlRule implements Rule {
    private static final Kind KIND = new Kind(
            "add-url-unchecked",
            Severity.NOTE,
            "ADD fetches a file without a checksum",
            "What stands at an address may change, and the build takes it as it comes. ADD --checksum=sha256:… stops when it"
                    + " has changed; addresses of git repositories are fixed by a commit instead.");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (Stage stage : subject.wantedStages()) {
            for (Instruction add : stage.instructions()) {
                if (add.is("ADD") && add.flag("checksum").isEmpty()) {
                    add.sources().stream()
                            .filter(source -> source.startsWith("http://") || source.startsWith("https://"))
                            .filter(source -> !source.matches(".*\\.git(#.*)?"))
                            .findFirst()
                            .ifPresent(source -> findings.accept(KIND.at(
                                    subject.at(add, source),
                                    "the build takes whatever stands there on the day.",
                                    "Maybe add --checksum=sha256:… with the file's digest.")));
                }
            }
        }
    }
}
