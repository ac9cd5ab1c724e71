package dev.slipway.engine.docker.build;

import dev.slipway.engine.BuildOutcome;
import dev.slipway.engine.BuildOutcome.DockerfileLine;
import dev.slipway.engine.docker.build.Account.FailedStep;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts together what is known of a failed build. */
record Failure(Account account, Optional<DockerfileText> dockerfile) {
    private static final Pattern EXIT = Pattern.compile("exit code: ([0-9]{1,4})|non-zero code: ([0-9]{1,4})");

    BuildOutcome.Failed outcome() {
        String message = account.error().orElse("no reason given");
        Optional<FailedStep> step = account.failedStep();
        Optional<Integer> exit =
                account.exitCode().or(() -> exitIn(step.map(FailedStep::error).orElse(message)));
        Optional<DockerfileLine> place = account.place()
                .or(() -> step.flatMap(failed -> dockerfile.flatMap(text -> text.ofStep(failed.name()))))
                .or(() -> dockerfile.flatMap(text -> text.ofComplaint(message)));
        return new BuildOutcome.Failed(
                message,
                step.map(FailedStep::name).orElse(null),
                exit.orElse(null),
                step.map(FailedStep::lines).orElse(List.of()),
                place.orElse(null));
    }

    private static Optional<Integer> exitIn(String error) {
        Matcher exit = EXIT.matcher(error);
        if (!exit.find()) {
            return Optional.empty();
        }
        String code = exit.group(1) == null ? exit.group(2) : exit.group(1);
        return Optional.of(Integer.valueOf(code));
    }
}
