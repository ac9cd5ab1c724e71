package dev.slipway.preflight;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Something in a Dockerfile that needs BuildKit, with the line it stands in. {@code reason} is as in {@code RUN --mount}. */
public record BuildKitFeature(int line, String reason) {
    private static final Set<String> FLAGS = Set.of(
            "RUN --mount",
            "RUN --network",
            "RUN --security",
            "RUN --device",
            "COPY --link",
            "COPY --chmod",
            "COPY --parents",
            "COPY --exclude",
            "ADD --link",
            "ADD --chmod",
            "ADD --checksum",
            "ADD --keep-git-dir",
            "ADD --unpack",
            "ADD --exclude");

    /** Variables that only BuildKit fills in. */
    private static final Pattern AUTOMATIC = Pattern.compile("(?:BUILD|TARGET)(?:PLATFORM|OS|ARCH|VARIANT)");

    private static final Pattern REPOSITORY =
            Pattern.compile("(?:git@|git://|ssh://).*|https?://[^#?]*\\.git(?:[#?].*)?");

    static Optional<BuildKitFeature> firstIn(Dockerfile file, List<Stage> among) {
        if (file.syntax().isPresent()) {
            for (int i = 0; i < file.lines().size(); i++) {
                String line = file.lines().get(i).replace(" ", "").replace("\t", "");
                if (line.regionMatches(true, 0, "#syntax=", 0, 8)) {
                    return Optional.of(new BuildKitFeature(
                            i + 1, "# syntax=" + file.syntax().get()));
                }
            }
        }
        for (Stage stage : among) {
            Optional<String> platform = stage.from()
                    .flag("platform")
                    .filter(one -> AUTOMATIC.matcher(one).find());
            if (platform.isPresent()) {
                return Optional.of(new BuildKitFeature(stage.from().line(), "FROM --platform=" + platform.get()));
            }
            for (Instruction instruction : stage.instructions()) {
                Optional<String> reason = reason(instruction);
                if (reason.isPresent()) {
                    return Optional.of(new BuildKitFeature(instruction.line(), reason.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> reason(Instruction instruction) {
        if (!instruction.heredocs().isEmpty()) {
            return Optional.of(instruction.keyword() + " <<"
                    + instruction.heredocs().get(0).name());
        }
        if (instruction.is("ADD")
                && instruction.sources().stream()
                        .anyMatch(source -> REPOSITORY.matcher(source).matches())) {
            return Optional.of("ADD of a git repository");
        }
        return instruction.flags().stream()
                .map(flag -> instruction.keyword() + " --" + flag.name())
                .filter(FLAGS::contains)
                .findFirst();
    }
}
