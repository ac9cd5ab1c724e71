package dev.slipway.cli;

import dev.slipway.console.StandardOutput;
import dev.slipway.console.Surroundings;
import dev.slipway.model.Origin;
import dev.slipway.model.Pipeline;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.rules.Preflight;
import dev.slipway.preflight.rules.RuleBook;
import dev.slipway.preflight.telling.FindingsJson;
import dev.slipway.preflight.telling.FindingsText;
import dev.slipway.preflight.telling.Tally;
import dev.slipway.yaml.MissingAccess;
import dev.slipway.yaml.MissingInputs;
import dev.slipway.yaml.Problem;
import dev.slipway.yaml.Reading;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads without an engine. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the pipeline file, the Dockerfiles, what they copy and what they install, without an engine. Tells every"
                    + " problem at once, each with file, line, column and what may help; docs/preflight.md has all the rules.",
            "A required parameter, secret or agent that is not there is a warning: whoever builds may have it.",
            "A comment '# slipway:ignore=RULE' on or above a line silences a finding.",
            "",
            "Ends with 2 when there is an error, or a warning with --strict; with 0 otherwise."
        })
final class ValidateCommand implements Callable<Integer> {
    /** Told by the reader of the pipeline too, and by both at the same place. */
    private static final Set<String> MISSING = Set.of("dockerfile-missing", "context-missing", "overlay");

    private final Shell shell;

    @Mixin
    private PipelineOption pipeline = new PipelineOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text, json, or sarif for code scanning (SARIF 2.1.0). Default: ${DEFAULT-VALUE}.")
    private Form form = Form.TEXT;

    @Option(names = "--strict", description = "A warning counts as an error does.")
    private boolean strict;

    /** How findings are told. */
    enum Form {
        TEXT,
        JSON,
        SARIF
    }

    ValidateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Reading reading = pipeline.reading(shell);
        List<Finding> findings = new ArrayList<>();
        switch (reading) {
            case Reading.Invalid invalid -> {
                invalid.problems().forEach(problem -> findings.add(finding(problem, Severity.ERROR)));
                stopped(invalid).ifPresent(findings::add);
            }
            case Reading.Valid valid -> {
                valid.warnings().forEach(problem -> findings.add(finding(problem, Severity.WARNING)));
                findings.addAll(all(valid.pipeline()));
            }
        }
        tell(reading, findings);
        Tally tally = Tally.of(findings);
        boolean wrong = tally.errors() > 0 || (strict && tally.warnings() > 0);
        return (wrong ? ExitCode.WRONG_INPUT : ExitCode.PROVEN).number();
    }

    private List<Finding> all(Pipeline read) {
        List<Finding> findings = new ArrayList<>();
        MissingInputs.in(read).forEach(problem -> findings.add(finding(problem, Severity.ERROR)));
        MissingAccess.in(read, pipeline.given()).forEach(problem -> findings.add(finding(problem, Severity.WARNING)));
        Set<Origin> told = findings.stream().map(Finding::origin).collect(Collectors.toSet());
        Preflight.of(read, pipeline.environment()).stream()
                .filter(finding -> !MISSING.contains(finding.rule()) || !told.contains(finding.origin()))
                .forEach(findings::add);
        return findings;
    }

    /** Said of a file that could be read; who names no file at all does not ask what is in its Dockerfiles. */
    private static Optional<Finding> stopped(Reading.Invalid invalid) {
        String file = invalid.problems().getFirst().origin().file();
        return Files.isRegularFile(Path.of(file))
                ? Optional.of(RuleBook.READING_STOPPED.at(
                        Origin.whole(file),
                        "because of what is wrong here, no Dockerfile and no context was looked at.",
                        "Maybe correct it and call 'validate' again: there may be more to find."))
                : Optional.empty();
    }

    private static Finding finding(Problem problem, Severity severity) {
        String where = problem.where().isEmpty() ? "" : problem.where() + ": ";
        return RuleBook.PIPELINE_FILE.at(
                severity,
                problem.origin(),
                where + problem.sentence() + ".",
                problem.hint().orElse(""));
    }

    private void tell(Reading reading, List<Finding> findings) {
        String name =
                switch (reading) {
                    case Reading.Invalid invalid -> "";
                    case Reading.Valid valid -> valid.pipeline().name();
                };
        switch (form) {
            case JSON -> shell.out().println(new FindingsJson(ValidateCommand::shown).own(name, findings));
            case SARIF ->
                shell.out().println(new FindingsJson(ValidateCommand::shown).sarif(ProgramVersion.text(), findings));
            case TEXT -> text(reading, findings);
        }
    }

    private void text(Reading reading, List<Finding> findings) {
        boolean colour = new Surroundings(System.getenv(), StandardOutput.isTerminal(), Charset.defaultCharset())
                .look()
                .colour();
        new FindingsText(colour, ValidateCommand::shown).lines(findings).forEach(shell.out()::println);
        Tally tally = Tally.of(findings);
        if (tally.errors() == 0 && reading instanceof Reading.Valid valid) {
            Pipeline read = valid.pipeline();
            shell.out()
                    .println(read.name() + " is valid: "
                            + count(read.images().size(), "image") + ", "
                            + count(read.services().size(), "service") + ", "
                            + count(read.stackChecks().size(), "stack check")
                            + (findings.isEmpty() ? "" : "; " + tally));
        } else {
            shell.out().println(tally);
        }
    }

    private static String shown(String file) {
        return Shown.path(Path.of(file));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
