package dev.slipway.cli;

import dev.slipway.model.Pipeline;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Preflight;
import dev.slipway.preflight.Severity;
import dev.slipway.yaml.MissingInputs;
import dev.slipway.yaml.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads without an engine. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the pipeline file, the Dockerfiles and what they copy, without an engine. Tells every problem at once,"
                    + " each with file, line and column.",
            "A comment '# slipway:ignore=RULE' on or above a line silences a finding."
        })
final class ValidateCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private PipelineOption pipeline = new PipelineOption();

    ValidateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Optional<Pipeline> read = pipeline.read(shell);
        if (read.isEmpty()) {
            return ExitCode.WRONG_INPUT.number();
        }
        List<Problem> missing = MissingInputs.in(read.get(), pipeline.environment());
        missing.forEach(problem -> shell.err().println(problem));
        if (!missing.isEmpty()) {
            return ExitCode.WRONG_INPUT.number();
        }
        List<Finding> findings = Preflight.of(read.get());
        findings.forEach(
                finding -> shell.err().println(finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding));
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
            return ExitCode.WRONG_INPUT.number();
        }
        shell.out()
                .println(read.get().name() + " is valid: "
                        + count(read.get().images().size(), "image") + ", "
                        + count(read.get().services().size(), "service") + ", "
                        + count(read.get().stackChecks().size(), "stack check"));
        return ExitCode.PROVEN.number();
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
