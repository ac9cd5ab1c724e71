package dev.slipway.report.junit;

import dev.slipway.journal.BaseStory;
import dev.slipway.journal.StackStory;
import dev.slipway.journal.StepStory;
import dev.slipway.report.RunReport;
import dev.slipway.report.junit.Case.Failure;
import dev.slipway.report.junit.Case.Skipped;
import dev.slipway.run.RunEvent.BaseEnded;
import dev.slipway.run.RunEvent.BaseStarted;
import dev.slipway.run.RunEvent.RunStarted;
import dev.slipway.run.RunEvent.StackCheckEnded;
import dev.slipway.run.RunEvent.StackCheckStarted;
import dev.slipway.run.StepStatus;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as JUnit XML in the dialect of Surefire, which Jenkins, GitLab and most others read: a suite of the bases, one per
 * image, one of the stack checks. What failed and then passed when it was tried again is a flaky failure of a case that
 * passed. Safe for any thread.
 */
public final class JunitReport {
    private final RunReport report;
    private final String pipeline;

    public JunitReport(RunReport report) {
        this.report = report;
        this.pipeline = report.story().start().map(RunStarted::pipeline).orElse("");
    }

    public void write(Writer out) {
        new SuiteXml(out).write(pipeline.isEmpty() ? report.run() : pipeline, took(), suites());
    }

    private Duration took() {
        return report.story().end().map(end -> end.took()).orElse(Duration.ZERO);
    }

    private List<Suite> suites() {
        List<Suite> suites = new ArrayList<>();
        if (!report.story().bases().isEmpty()) {
            suites.add(bases());
        }
        report.story().images().forEach(image -> suites.add(new ImageSuite(report, image, pipeline).suite()));
        if (!report.story().stackChecks().isEmpty()) {
            suites.add(stackChecks());
        }
        return suites;
    }

    private String group(String name) {
        return pipeline.isEmpty() ? name : pipeline + "." + name;
    }

    private Suite bases() {
        List<BaseStory> bases = report.story().bases();
        Map<String, List<BaseStory>> byReference = new LinkedHashMap<>();
        bases.forEach(base -> byReference
                .computeIfAbsent(base.reference(), reference -> new ArrayList<>())
                .add(base));
        List<Case> cases = byReference.values().stream().map(this::base).toList();
        Map<String, String> properties = new LinkedHashMap<>();
        bases.forEach(base -> base.standIn().ifPresent(what -> properties.put("stand-in " + base.reference(), what)));
        return new Suite("bases", began(bases.getFirst().start()), sum(cases), properties, cases);
    }

    private static Instant began(BaseStarted start) {
        return start.at();
    }

    /** @param tries of one base, at least one */
    private Case base(List<BaseStory> tries) {
        BaseStory last = tries.getLast();
        String reference = last.reference();
        Optional<BaseEnded> end = last.end();
        if (end.isEmpty()) {
            return unfinished(group("bases"), reference);
        }
        Duration took = end.get().took();
        List<Failure> failures =
                tries.stream().flatMap(base -> failure(base).stream()).toList();
        if (failure(last).isEmpty()) {
            return new Case(group("bases"), reference, took, null, failures, List.of(), "");
        }
        Failure first = failures.getFirst();
        if (report.ending().good()) {
            Skipped skipped = new Skipped("the run did without it: " + first.message(), first.text());
            return new Case(group("bases"), reference, took, skipped, List.of(), List.of(), "");
        }
        return new Case(group("bases"), reference, took, first, List.of(), failures.subList(1, failures.size()), "");
    }

    private static Optional<Failure> failure(BaseStory base) {
        return base.end()
                .flatMap(end -> Optional.ofNullable(end.why()))
                .filter(why -> base.standIn().isEmpty())
                .map(why -> Words.failure(false, why, "base " + base.reference(), Optional.empty()));
    }

    private Suite stackChecks() {
        List<StackStory> checks = report.story().stackChecks();
        List<Case> cases = checks.stream().map(this::stackCheck).toList();
        return new Suite("stack checks", began(checks.getFirst().start()), sum(cases), Map.of(), cases);
    }

    private static Instant began(StackCheckStarted start) {
        return start.at();
    }

    private Case stackCheck(StackStory check) {
        Optional<StackCheckEnded> end = check.end();
        if (end.isEmpty()) {
            return unfinished(group("stack"), check.name());
        }
        StackCheckEnded ended = end.get();
        return switch (ended.status()) {
            case PASSED -> Case.passed(group("stack"), check.name(), ended.took());
            case SKIPPED -> Case.skipped(group("stack"), check.name(), ended.detail());
            case FAILED, ERRORED -> Case.failed(group("stack"), check.name(), ended.took(), failure(check, ended));
        };
    }

    private static Failure failure(StackStory check, StackCheckEnded ended) {
        boolean error = ended.status() == StepStatus.ERRORED;
        Optional<StepStory> step = check.steps().stream()
                .filter(one -> one.status()
                        .filter(status -> status == StepStatus.FAILED || status == StepStatus.ERRORED)
                        .isPresent())
                .findFirst();
        return Optional.ofNullable(ended.why())
                .map(why -> Words.failure(error, why, "stack check '" + check.name() + "'", step))
                .orElseGet(() -> new Failure(true, "interrupted", ended.detail(), ended.detail()));
    }

    private Case unfinished(String group, String name) {
        return report.alive()
                ? Case.skipped(group, name, "it is at work")
                : Case.failed(
                        group,
                        name,
                        Duration.ZERO,
                        new Failure(true, "interrupted", "it had no end: the run was cut off", ""));
    }

    private static Duration sum(List<Case> cases) {
        return cases.stream().map(Case::took).reduce(Duration.ZERO, Duration::plus);
    }
}
