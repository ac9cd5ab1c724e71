package dev.slipway.run;

import dev.slipway.context.ContextException;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.model.ByteSize;
import dev.slipway.preflight.Finding;
import dev.slipway.secrets.Grant.Lack;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/** Verdicts that need no rule, because Slipway measured or refused the thing itself. */
final class OwnDiagnoses {
    private static final String RULE = "slipway";

    private OwnDiagnoses() {}

    static Diagnosis sizeBudget(long bytes, long allowed) {
        String measured = "the image has " + ByteSize.print(bytes) + ", its budget is " + ByteSize.print(allowed);
        return new Diagnosis(
                "size-budget-exceeded",
                Nature.DETERMINISTIC,
                RULE,
                List.of(new Quote(0, measured)),
                "The image works as far as it was tried, but it is larger than its budget: " + measured + ".",
                List.of("Maybe copy only what runs from a builder stage, or raise 'budget: {size: …}'."),
                null);
    }

    static Diagnosis context(ContextException trouble) {
        String message = Ingredients.sentence(trouble);
        String category =
                switch (trouble.fault()) {
                    case DOCKERFILE -> "dockerfile-missing";
                    case FOLDER -> "context-missing";
                    case IGNORE_FILE -> "ignore-file-invalid";
                    case OVERLAY -> "overlay-missing";
                    case NAME -> "file-name-unsendable";
                };
        return new Diagnosis(
                category,
                Nature.CONFIGURATION,
                RULE,
                List.of(new Quote(0, message)),
                "The build could not begin, and another variant would only hide it: " + message,
                List.of(),
                null);
    }

    /** @param lacks at least one */
    static Diagnosis accessMissing(List<Lack> lacks) {
        List<Quote> quotes = lacks.stream()
                .map(lack -> new Quote(0, lack.origin() + ": " + lack.sentence()))
                .toList();
        String what = lacks.stream().map(Lack::sentence).collect(Collectors.joining("; "));
        return new Diagnosis(
                lacks.stream().allMatch(lack -> lack.what() == Lack.What.AGENT)
                        ? "ssh-agent-missing"
                        : "secret-missing",
                Nature.CONFIGURATION,
                RULE,
                quotes,
                "The build could not begin, because it requires what cannot be had: " + what + ".",
                remedies(lacks),
                null);
    }

    /** @param lacks at least one */
    static Diagnosis containerSecretMissing(List<Lack> lacks) {
        List<Quote> quotes = lacks.stream()
                .map(lack -> new Quote(0, lack.origin() + ": " + lack.sentence()))
                .toList();
        return new Diagnosis(
                "secret-missing",
                Nature.CONFIGURATION,
                RULE,
                quotes,
                "Nothing was begun, because containers require what cannot be had: "
                        + lacks.stream().map(Lack::sentence).collect(Collectors.joining("; ")) + ".",
                List.of("Maybe supply it, or mark a secret 'required: false' if the program can do without."),
                null);
    }

    private static List<String> remedies(List<Lack> lacks) {
        return lacks.stream()
                .map(Lack::what)
                .distinct()
                .map(what -> switch (what) {
                    case SECRET ->
                        "Maybe supply it, or mark a secret 'required: false' if the Dockerfile can do without.";
                    case AGENT ->
                        "Maybe start one and give it a key (ssh-agent, ssh-add), set SSH_AUTH_SOCK, or take 'ssh:' out.";
                })
                .toList();
    }

    /** What reading the Dockerfile found before anything was sent. */
    static Diagnosis unbuildable(Finding finding) {
        return new Diagnosis(
                finding.rule(),
                Nature.CONFIGURATION,
                RULE,
                List.of(new Quote(0, finding.origin() + ": " + finding.sentence())),
                "The build was not begun, and another variant would only hide why: " + finding.sentence(),
                List.of(finding.remedy()),
                null);
    }

    /** @param lacks at least one, each a sentence with its place */
    static Diagnosis containerFiles(List<String> lacks) {
        return new Diagnosis(
                "container-files-missing",
                Nature.CONFIGURATION,
                RULE,
                lacks.stream().map(lack -> new Quote(0, lack)).toList(),
                "A container cannot be run as the pipeline says, and another variant would only hide it: "
                        + lacks.getFirst() + ".",
                List.of("Maybe make what is missing, or take it out of 'container:'."),
                null);
    }

    /** Not even what is to be sent fits on the engine's disk. */
    static Diagnosis noRoom(long context, long free) {
        String measured = "the context has " + ByteSize.print(context) + ", the engine's disk has "
                + ByteSize.print(free) + " free";
        return new Diagnosis(
                "disk-full",
                Nature.ENVIRONMENT,
                RULE,
                List.of(new Quote(0, measured)),
                "The build was not begun, since not even its context fits: " + measured + ".",
                List.of(DiskForecast.REMEDY),
                null);
    }

    static Diagnosis missing(String image) {
        return new Diagnosis(
                "image-missing",
                Nature.CONFIGURATION,
                RULE,
                List.of(new Quote(0, "no proven image of '" + image + "' is on this engine")),
                "There is nothing to check: '" + image + "' was never built and proven on this engine.",
                List.of("Maybe run 'build' first."),
                null);
    }

    static Diagnosis tagMissing(String image, String tag) {
        return new Diagnosis(
                "image-missing",
                Nature.CONFIGURATION,
                RULE,
                List.of(new Quote(0, "no image " + tag + " is on this engine")),
                "'" + image + "' was proven, but there is no image by its name " + tag + ".",
                List.of("Maybe run 'build': it gives the proven image its name again."),
                null);
    }

    /** An exception that nobody foresaw. A disk or a network that fails under us is the host's, all else is a bug. */
    static Diagnosis broke(String image, RuntimeException trouble) {
        boolean host = trouble instanceof UncheckedIOException;
        String what = host ? trouble.getMessage() + ": " + trouble.getCause() : trouble.toString();
        return new Diagnosis(
                host ? "files-unusable" : "slipway-broke",
                host ? Nature.ENVIRONMENT : Nature.UNKNOWN,
                RULE,
                List.of(new Quote(0, what)),
                "Slipway could not go on with '" + image + "': " + what + ".",
                List.of(
                        host
                                ? "Maybe the disk is full or not writable."
                                : "Maybe report it, with slipway.log beside it."),
                null);
    }

    static Diagnosis stale(String image, String cause) {
        return new Diagnosis(
                "image-stale",
                Nature.CONFIGURATION,
                RULE,
                List.of(new Quote(0, cause)),
                "The image of '" + image + "' is not made from what is in the work tree now: " + cause + ".",
                List.of("Maybe run 'build' first."),
                null);
    }
}
