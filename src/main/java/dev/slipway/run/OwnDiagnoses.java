package dev.slipway.run;

import dev.slipway.context.ContextException;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.model.ByteSize;
import java.io.UncheckedIOException;
import java.util.List;

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

    static Diagnosis secretsUnsupported(String names) {
        return new Diagnosis(
                "secrets-unsupported",
                Nature.CONFIGURATION,
                RULE,
                List.of(new Quote(0, "required secrets: " + names)),
                "This version of Slipway cannot hand secrets to a build, and this one requires " + names + ".",
                List.of("Maybe mark them 'required: false' if the Dockerfile can do without."),
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
