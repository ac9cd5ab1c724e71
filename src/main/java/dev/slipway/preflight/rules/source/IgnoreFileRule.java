package dev.slipway.preflight.rules.source;

import dev.slipway.context.ContextEntry;
import dev.slipway.model.ByteSize;
import dev.slipway.preflight.Dockerfile;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.SourceMatch;
import dev.slipway.preflight.Subject;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Is the whole context copied without a word on what to leave out? */
public final class IgnoreFileRule implements Rule {
    private static final Kind MISSING = new Kind(
            "no-ignore-file",
            Severity.NOTE,
            "the whole context is copied, and there is no .dockerignore",
            "COPY . takes all that lies in the folder: .git, caches, local settings. A .dockerignore keeps them out, and out of"
                    + " what decides whether the step is done again.");
    private static final Kind SECRET = new Kind(
            "secret-file-copied",
            Severity.WARNING,
            "a file that looks like a secret is copied into the image",
            "Whoever has the image can read every file of every layer, also after a later step has removed it. Keep such files"
                    + " out by .dockerignore, and give them to the container when it starts.");
    private static final String TELLING =
            "(?i)(.*/)?(\\.env(\\.(local|prod|production|staging))?|id_rsa|id_ed25519|id_ecdsa|.*\\.pem|.*\\.p12|\\.npmrc|\\.pypirc|\\.netrc|credentials\\.json|service[-_]account.*\\.json)";

    @Override
    public List<Kind> kinds() {
        return List.of(MISSING, SECRET);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Optional<Dockerfile.CopySource> all = subject.copySources().stream()
                .filter(source ->
                        source.known() && SourceMatch.clean(source.path()).isEmpty())
                .filter(source ->
                        source.instruction().is("COPY") || source.instruction().is("ADD"))
                .findFirst();
        if (all.isEmpty()) {
            return;
        }
        if (subject.context().rules().fileName().isEmpty()) {
            long bytes = 0;
            for (ContextEntry entry : subject.kept().entries().values()) {
                bytes += entry instanceof ContextEntry.RegularFile file ? file.size() : 0;
            }
            findings.accept(MISSING.at(
                    subject.at(all.get().instruction()),
                    "all of the context %s, %s, is copied, and no .dockerignore says what to leave out."
                            .formatted(subject.places().show(subject.build().context()), ByteSize.print(bytes)),
                    "Maybe add a .dockerignore with .git, caches and local files."));
        }
        List<String> secrets = subject.kept().entries().keySet().stream()
                .filter(path -> path.matches(TELLING) && !path.contains("node_modules/") && holdsSecret(subject, path))
                .limit(3)
                .toList();
        if (!secrets.isEmpty()) {
            findings.accept(SECRET.at(
                    subject.at(all.get().instruction()),
                    "%s %s copied into the image."
                            .formatted(String.join(", ", secrets), secrets.size() == 1 ? "is" : "are"),
                    "Maybe list %s in .dockerignore.".formatted(String.join(" and ", secrets))));
        }
    }

    /** Certificates are public, and an .npmrc mostly holds settings. */
    private static boolean holdsSecret(Subject subject, String path) {
        String text = subject.text(path).orElse("");
        String name = path.substring(path.lastIndexOf('/') + 1);
        return switch (name) {
            case ".npmrc", ".pypirc", ".netrc" -> text.contains("_authToken") || text.contains("password");
            default -> !name.endsWith(".pem") || text.contains("PRIVATE KEY");
        };
    }
}
