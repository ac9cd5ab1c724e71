package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.journal.AttemptStory;
import dev.slipway.run.RunEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Real failures, not texts of them: every folder of a group in {@code scenarios/failures} is an image that fails on the live engine,
 * and its diagnosis must be the one that the folder expects. A group of them is one run of the program, so that
 * another case is another folder and nothing else. {@code -Dslipway.gallery.log=FILE} keeps what each came to.
 */
final class FailureGalleryIT {
    private static final String HEAD =
            """
            slipway: 1
            name: failures-${RUN}
            defaults:
              retry: {attempts: 1, backoff: 1s..1s, within: 10m}
            images:
            """;

    @RegisterExtension
    private final Scenario scenario = new Scenario("failures");

    @TestFactory
    Stream<DynamicContainer> every_failure_is_explained_by_its_evidence() throws IOException {
        scenario.assumeBuildKit("tells the same failures in fewer words; the samples of the rules have them");
        try (Stream<Path> groups = Files.list(scenario.folder())) {
            return groups.filter(Files::isDirectory).sorted().toList().stream()
                    .map(group -> DynamicContainer.dynamicContainer(
                            group.getFileName().toString(), Stream.of(group).flatMap(this::explained)));
        }
    }

    private Stream<DynamicTest> explained(Path group) {
        List<FailureCase> cases = FailureCase.in(group).stream()
                .filter(each -> each.bases().stream()
                        .allMatch(base -> scenario.engine().imageId(base).isPresent()))
                .toList();
        if (cases.isEmpty()) {
            return Stream.empty();
        }
        scenario.write(
                "pipeline.yaml", HEAD + cases.stream().map(FailureCase::entry).collect(Collectors.joining()));
        Told told = run();
        record(told, cases);
        return cases.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> explained(each, told)));
    }

    private Told run() {
        String gateway = scenario.engine().gateway();
        try (Outside beside = Outside.at(gateway);
                Outside registry = Outside.at("127.0.0.1");
                Outside untrusted = new Outside(SelfSigned.at(gateway, scenario.folder()))) {
            // Variables, not --set: no group asks for all of them.
            return scenario.env("OUTSIDE", beside.authority())
                    .env("HOST", gateway)
                    .env("REGISTRY", registry.authority())
                    .env("UNTRUSTED", untrusted.authority())
                    .slipway()
                    .run("build", "--parallel", "3");
        }
    }

    private static void explained(FailureCase expected, Told told) {
        Diagnosis why = told.why(expected.name(), 0);
        assertThat(why.category())
                .as("category of %s%n%s", expected.name(), why)
                .isEqualTo(expected.expects("category"));
        assertThat(why.nature())
                .as("nature of %s%n%s", expected.name(), why)
                .isEqualTo(Nature.valueOf(expected.expects("nature").toUpperCase(Locale.ROOT)));
        assertThat(why.quotes())
                .as("lines quoted for %s", expected.name())
                .extracting(Quote::text)
                .anyMatch(line -> line.contains(expected.expects("quotes")));
        if (expected.expected().containsKey("pause")) {
            assertThat(why.retryAfter()).contains(Duration.ofSeconds(Long.parseLong(expected.expects("pause"))));
        }
    }

    /** A line for each case, and its attempt's log behind it. */
    private static void record(Told told, List<FailureCase> cases) {
        String wanted = System.getProperty("slipway.gallery.log", "");
        if (wanted.isBlank()) {
            return;
        }
        StringBuilder text = new StringBuilder(told.toString());
        for (FailureCase each : cases) {
            for (AttemptStory attempt : told.image(each.name()).attempts()) {
                RunEvent.AttemptEnded end = attempt.end().orElseThrow();
                text.append("=== %s: %s%n".formatted(each.name(), end.took()));
                attempt.diagnosis()
                        .ifPresent(why -> text.append("%s %s %s %s%n%s%n"
                                .formatted(why.category(), why.nature(), why.rule(), why.quotes(), why.explanation())));
                text.append(text(Path.of(end.log())));
            }
        }
        try {
            Files.writeString(
                    Path.of(wanted),
                    text,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String text(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "no log\n";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
