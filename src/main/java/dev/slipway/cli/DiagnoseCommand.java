package dev.slipway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.diagnose.BuildLog;
import dev.slipway.diagnose.Diagnostician;
import dev.slipway.diagnose.Phase;
import dev.slipway.diagnose.RuleBook;
import dev.slipway.diagnose.Verdict;
import dev.slipway.diagnose.corpus.Corpus;
import dev.slipway.diagnose.corpus.Examination;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges a build log from anywhere. */
@Command(
        name = "diagnose",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says why a build failed, from its log: of BuildKit, the classic builder, compose, Kaniko or Podman, as GitHub,"
                    + " GitLab, Jenkins or a terminal recorded it. No engine and no pipeline is needed.",
            "",
            "The verdict names a category and its nature, quotes the lines it rests on by their numbers, says what to"
                    + " change, and what a run of Slipway would do next. Where no known failure fits it says so, and quotes"
                    + " the lines that speak most of an error.",
            ""
        },
        footer = {
            "",
            "Nature: transient passes when tried again, deterministic never does but another variant may, configuration"
                    + " is for the author to change, environment for the host; unknown is none of these.",
            "",
            "Exit code: 0 a known failure, or no failure at all; 1 a failure that no rule knows, or less than --at-least;"
                    + " 2 the log or a line of the corpus cannot be read, or the options contradict each other.",
            "",
            "Examples:",
            "  docker build . 2>&1 | tee build.log || slipway diagnose build.log",
            "  docker logs api 2>&1 | slipway diagnose --phase start -",
            "  slipway diagnose --output json build.log | jq -r .category",
            "  slipway diagnose --corpus failures.jsonl --at-least 95"
        })
final class DiagnoseCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final Shell shell;

    @Parameters(
            paramLabel = "LOG",
            arity = "0..1",
            description = "The log file, or - for standard input (the default). UTF-8, or UTF-16 with its mark.")
    private @Nullable String log;

    @Option(
            names = "--phase",
            paramLabel = "PHASE",
            defaultValue = "build",
            description = "What was going on: build, or start for the log of a container. Default: ${DEFAULT-VALUE}.")
    private When phase = When.BUILD;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "MODE",
            defaultValue = "plain",
            description = "plain, or json for one object. Default: ${DEFAULT-VALUE}.")
    private Form form = Form.PLAIN;

    @Option(
            names = "--corpus",
            paramLabel = "FILE",
            description =
                    "Judges labelled cases in place of a log and tells how many verdicts were right. One JSON object a"
                            + " line: id, category, nature, log, evidence; also phase and alt (a list of labels that count too).")
    private @Nullable Path corpus;

    @Option(
            names = "--at-least",
            paramLabel = "PERCENT",
            description = "With --corpus: exit code 1 where fewer categories are right; from 0 to 100.")
    private @Nullable Double floor;

    enum When {
        BUILD,
        START
    }

    enum Form {
        PLAIN,
        JSON
    }

    DiagnoseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Optional<String> contradiction = contradiction();
        if (contradiction.isPresent()) {
            shell.err().println("slipway: " + contradiction.get());
            return ExitCode.WRONG_INPUT.number();
        }
        Path cases = corpus;
        try {
            return (cases == null ? judge(log == null ? STANDARD_INPUT : log) : examine(cases)).number();
        } catch (NoSuchFileException missing) {
            return unreadable(missing.getFile() + " is not there");
        } catch (AccessDeniedException denied) {
            return unreadable("permission denied");
        } catch (CharacterCodingException otherWriting) {
            return unreadable("it is not UTF-8");
        } catch (IOException | InvalidPathException unreadable) {
            return unreadable(String.valueOf(unreadable.getMessage()));
        }
    }

    private Optional<String> contradiction() {
        if (corpus != null && log != null) {
            return Optional.of("judging " + log + " and --corpus at once is not possible: give one of them");
        }
        if (floor == null) {
            return Optional.empty();
        }
        if (corpus == null) {
            return Optional.of("--at-least counts the cases of a corpus: give --corpus too");
        }
        return floor >= 0 && floor <= 100
                ? Optional.empty()
                : Optional.of("--at-least " + floor + " is no percentage: give a number from 0 to 100");
    }

    private int unreadable(String why) {
        shell.err()
                .println("slipway: reading "
                        + (corpus != null ? "the corpus " + corpus : "the log" + (log == null ? "" : " " + log)) + ": "
                        + why);
        return ExitCode.WRONG_INPUT.number();
    }

    private ExitCode judge(String file) throws IOException {
        BuildLog read;
        try (InputStream stream =
                file.equals(STANDARD_INPUT) ? new StandardInput() : Files.newInputStream(Path.of(file))) {
            read = BuildLog.read(stream);
        }
        if (!read.isText()) {
            throw new IOException("this is no text");
        }
        Verdict verdict = new Diagnostician(RuleBook.bundled())
                .judge(
                        phase == When.START ? Phase.CHECK : Phase.BUILD,
                        file.equals(STANDARD_INPUT) ? "the log" : file,
                        read);
        if (form == Form.JSON) {
            shell.out().println(json(VerdictLines.value(file, verdict)));
        } else {
            VerdictLines.text(verdict).forEach(shell.out()::println);
        }
        return verdict.failed() && !verdict.ruled() ? ExitCode.FAILED : ExitCode.PROVEN;
    }

    private ExitCode examine(Path file) throws IOException {
        Diagnostician diagnostician = new Diagnostician(RuleBook.bundled());
        Corpus read = Corpus.read(file, diagnostician.categories());
        if (read.cases().isEmpty()) {
            read.problems().forEach(shell.err()::println);
            throw new IOException("no cases");
        }
        Examination examination = Examination.of(read, diagnostician);
        if (form == Form.JSON) {
            shell.out().println(json(CorpusLines.value(examination)));
        } else {
            CorpusLines.text(examination).forEach(shell.out()::println);
        }
        read.doubts().forEach(shell.err()::println);
        read.problems().forEach(shell.err()::println);
        if (!read.problems().isEmpty()) {
            return ExitCode.WRONG_INPUT;
        }
        return floor != null && examination.categories().percent() < floor ? ExitCode.FAILED : ExitCode.PROVEN;
    }

    private static String json(Map<String, Object> value) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("writing " + value.keySet() + " as JSON", impossible);
        }
    }

    /** Standard input, which is not ours to close. */
    private static final class StandardInput extends FilterInputStream {
        StandardInput() {
            super(System.in);
        }

        @Override
        public void close() {}
    }
}
