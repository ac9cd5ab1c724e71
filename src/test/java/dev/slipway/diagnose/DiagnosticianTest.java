package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosticianTest {
    private final Diagnostician diagnostician = new Diagnostician(RuleBook.bundled());

    @Test
    void judgesTheEndingBeforeAnyText() {
        Evidence evidence = new Evidence(
                Phase.BUILD,
                "RUN pip install x",
                null,
                Evidence.Ending.IDLE_LIMIT,
                "",
                List.of("ERROR: No matching distribution found for x"),
                null);

        assertThat(diagnostician.diagnose(evidence))
                .returns("hang", Diagnosis::category)
                .returns(Nature.TRANSIENT, Diagnosis::nature);
    }

    @Test
    void preferstheRootToItsEcho() {
        Diagnosis diagnosis = build(
                "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'NewConnectionError('<x>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/mooring/",
                "ERROR: Could not find a version that satisfies the requirement mooring (from versions: none)",
                "ERROR: No matching distribution found for mooring");

        assertThat(diagnosis.category()).isEqualTo("dns-failure");
        assertThat(diagnosis.quotes().get(0).line()).isEqualTo(1);
    }

    @Test
    void saysThatNoRuleMatchedAndShowsTheTellingLines() {
        Diagnosis diagnosis = build("setting sail", "FATAL: the anchor is stuck", "bye");

        assertThat(diagnosis)
                .returns("none", Diagnosis::rule)
                .returns("unknown", Diagnosis::category)
                .returns(Nature.UNKNOWN, Diagnosis::nature)
                .returns(List.of(new Quote(2, "FATAL: the anchor is stuck")), Diagnosis::quotes);
        assertThat(diagnosis.explanation()).startsWith("No rule matched");
    }

    @Test
    void quotesNoRuler() {
        assertThat(build("setting sail", "--------------------").quotes())
                .isEqualTo(List.of(new Quote(1, "setting sail")));
    }

    @Test
    void quotesNothingWhereNothingWasSaid() {
        Diagnosis diagnosis = diagnostician.diagnose(
                new Evidence(Phase.CHECK, "run x", 3, Evidence.Ending.ITSELF, "", List.of(), null));

        assertThat(diagnosis.quotes()).isEmpty();
        assertThat(diagnosis.explanation()).contains("'run x' printed nothing", "exit code 3");
        assertThat(diagnosis.remedies()).singleElement().asString().doesNotContain("quoted");
    }

    @Test
    void keepsTheNumbersOfTheLinesAsTheyCame() {
        Diagnosis diagnosis = build(
                "#9 0.100 Collecting arq\r#9 0.200 Collecting arq",
                "\u001b[31m#9 1.250 sh: 1: poetry: not found\u001b[0m");

        assertThat(diagnosis.quotes()).containsExactly(new Quote(2, "sh: 1: poetry: not found"));
    }

    @Test
    void takesNoEchoOfTheCommandForItsOutput() {
        assertThat(build("Step 3/4 : RUN uv sync || echo 'sh: uv: not found'", "no wind")
                        .rule())
                .isEqualTo("none");
        assertThat(build("process \"/bin/sh -c echo 'sh: uv: not found'\" did not complete successfully: exit code: 1")
                        .rule())
                .isEqualTo("none");
    }

    @Test
    void leavesAloneAStepThatEndedWellThoughItsBeginningWasCutOff() {
        assertThat(build(
                                "Setting up fuse (2.8.6-2) ...",
                                "/etc/profile: 3: /etc/profile: shopt: not found",
                                "Removing intermediate container 0302f92030ba",
                                " ---> 59abeec9ab82",
                                "Step 4/5 : RUN sail",
                                " ---> Running in deadbb8bbc87",
                                "no wind")
                        .rule())
                .isEqualTo("none");
        assertThat(build("sh: shopt: not found", "Step 1/5 : FROM alpine", " ---> 59abeec9ab82")
                        .rule())
                .isEqualTo("command-not-found");
    }

    @Test
    void leavesAloneWhatAStepThatEndedWellPrinted() {
        assertThat(build(
                        "#5 0.300 sh: 1: poetry: not found",
                        "#5 DONE 0.4s",
                        "#6 0.100 E: Unable to locate package mast"))
                .returns("apt-package-not-found", Diagnosis::rule);
    }

    @Test
    void readsTheExitCodeThatTheBuilderEchoes() {
        assertThat(build("The command '/bin/sh -c work' returned a non-zero code: 137")
                        .category())
                .isEqualTo("out-of-memory-killed");
    }

    @Test
    void letsAMissingModuleOfACheckLeadToTheNextVariant() {
        List<String> lines = List.of("ModuleNotFoundError: No module named 'arq'");

        assertThat(diagnostician.diagnose(evidence(Phase.CHECK, lines)).nature())
                .isEqualTo(Nature.DETERMINISTIC);
        assertThat(diagnostician.diagnose(evidence(Phase.BUILD, lines)).nature())
                .isEqualTo(Nature.CONFIGURATION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Head \"http://127.0.0.1:39505/v2/a/manifests/1\": unauthorized: (127.0.0.1:39505 was asked as 'reader') | registry-auth",
                "pulling 127.0.0.1:8500/a:1: Get \"http://127.0.0.1:8500/v2/a/manifests/1\": denied: (127.0.0.1:8500 was asked) | registry-auth",
                "failed to authorize: unexpected status from GET request to http://127.0.0.1:5010/token: 401 Unauthorized | registry-auth",
                "error pulling image configuration: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae503e4649b934 was refuse | unknown",
                "Could not GET 'https://127.0.0.1:8503/a.jar'. Received status code 404 from server | unknown",
                "failed to resolve source metadata for a: unexpected status from HEAD request to http://127.0.0.1:5/v2/: 503 Service Unavailable | registry-unreachable",
                "Get \"http://127.0.0.1:5/v2/\": 502 Bad Gateway | registry-unreachable",
            })
    void aPortOrADigestIsNoStatus(String line, String category) {
        assertThat(diagnostician.diagnose(evidence(Phase.BASE, List.of(line))).category())
                .isEqualTo(category);
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After: 30, 30",
        "'{retry-after: 5}', 5",
        "please retry after 45 seconds, 45",
        "try again in 2m, 120",
        "Try again in 250ms, 0",
        "retry after 999999 hours, 86400",
    })
    void hearsHowLongToWait(String line, long seconds) {
        assertThat(build("toomanyrequests: slow down", line).retryAfter().map(Duration::toSeconds))
                .contains(seconds);
    }

    @Test
    void waitsForNobodyWhereWaitingDoesNotHelp() {
        assertThat(build("sh: 1: poetry: not found", "Retry-After: 30").retryAfter())
                .isEmpty();
    }

    @Test
    void findsTheCauseAtTheEndOfMoreThanItReads() {
        List<String> lines = new ArrayList<>(Collections.nCopies(200_000, "error-free noise, line after line"));
        lines.add("sh: 1: poetry: not found");

        Diagnosis diagnosis = diagnostician.diagnose(evidence(Phase.BUILD, lines));

        assertThat(diagnosis.quotes()).containsExactly(new Quote(200_001, "sh: 1: poetry: not found"));
    }

    @Test
    void quotesWhatANarrowConsoleBrokeAsTheOneMessageItIs() {
        Diagnosis diagnosis = diagnostician.diagnose(evidence(
                Phase.BUILD,
                List.of(
                        " Container",
                        "shop-db",
                        "Created",
                        "Error response from",
                        "daemon: ports are not",
                        "available: exposing",
                        "port TCP 0.0.0.0:5432",
                        "-> 127.0.0.1:0:",
                        "listen tcp",
                        "0.0.0.0:5432: bind:",
                        "Only one usage of",
                        "each socket address.")));

        assertThat(diagnosis.category()).isEqualTo("port-already-allocated");
        assertThat(diagnosis.quotes()).singleElement().satisfies(quote -> assertThat(quote.text())
                .doesNotContain("Created")
                .contains("Error response from daemon: ports are not", "0.0.0.0:5432: bind: Only one usage"));
    }

    @Test
    void readsOnWhereABuildersLineWasBroken() {
        Diagnosis diagnosis = diagnostician.diagnose(evidence(
                Phase.BUILD,
                List.of(
                        "#9 12.41       a line of the ordinary width that a wide window would show whole, as it should",
                        "#9 12.96       ModuleNotFoundError: No module named",
                        "'shop_prices'",
                        "#9 12.97 done with it")));

        assertThat(diagnosis.category()).isEqualTo("python-module-missing");
        assertThat(diagnosis.quotes())
                .containsExactly(new Quote(2, "ModuleNotFoundError: No module named 'shop_prices'"));
    }

    @Test
    void quotesALineOnceWhereNoRuleMatched() {
        List<String> lines = List.of(
                "#9 1.0 sail: warning: the wind is missing",
                "#9 1.1 ERROR: sail.py: cannot read the chart",
                "time=\"2026-01-01T00:00:00Z\" level=warning msg=\"no builder pinned\"",
                "#9 1.2 sail: giving up, invalid course");
        List<Quote> once = List.of(
                new Quote(2, "ERROR: sail.py: cannot read the chart \"no builder pinned\""),
                new Quote(4, "sail: giving up, invalid course"));

        assertThat(diagnostician.diagnose(evidence(Phase.BUILD, lines)).quotes())
                .isEqualTo(once);
        List<String> ended = new ArrayList<>(lines);
        ended.add("naming to sail:1");
        Verdict verdict = diagnostician.judge(Phase.BUILD, "the log", BuildLog.of(ended));
        assertThat(verdict.diagnosis())
                .returns(Verdict.NOTHING_FAILED, Diagnosis::category)
                .returns(once, Diagnosis::quotes);
    }

    @Test
    void quotesABrokenLineOnceThoughEachOfItsPiecesTells() {
        Diagnosis diagnosis = build(
                "+ CategoryInfo : NotSpecified",
                "setting sail",
                "sail: the chart that was asked for cannot be read, which is an error in the",
                "eastward course, and the wind is missing");

        assertThat(diagnosis.quotes())
                .extracting(Quote::text)
                .containsExactly(
                        "sail: the chart that was asked for cannot be read, which is an error in theeastward course, and the wind is missing");
    }

    @Test
    void quotesEachOfTheLinesThatOneOfTheLogHolds() {
        assertThat(build("{\"log\":\"error: no wind\\nerror: no mast\\n\"}").quotes())
                .containsExactly(new Quote(1, "error: no wind"), new Quote(1, "error: no mast"));
    }

    @Test
    void survivesLinesMadeToHurt() {
        List<String> lines = Stream.of(
                        "a".repeat(5_000_000),
                        "(".repeat(100_000) + "\u001b[",
                        "\\n".repeat(50_000),
                        "{\"log\":\"" + "\\".repeat(99_999))
                .toList();

        assertThat(diagnostician.diagnose(evidence(Phase.BUILD, lines)).quotes())
                .allSatisfy(quote -> assertThat(quote.text().length()).isLessThanOrEqualTo(Cleaner.LONGEST_LINE));
    }

    @Test
    void answersTheSameToManyThreads() {
        List<String> lines = List.of("E: Unable to locate package mast");

        assertThat(IntStream.range(0, 200)
                        .parallel()
                        .mapToObj(i -> diagnostician.diagnose(evidence(Phase.BUILD, lines)))
                        .distinct())
                .hasSize(1);
    }

    private Diagnosis build(String... lines) {
        return diagnostician.diagnose(evidence(Phase.BUILD, List.of(lines)));
    }

    private static Evidence evidence(Phase phase, List<String> lines) {
        return new Evidence(phase, "the step", null, Evidence.Ending.ITSELF, "", lines, null);
    }
}
