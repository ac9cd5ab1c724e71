package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Phase;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Check;
import dev.slipway.model.ContainerSettings.ContainerSecret;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.MemoryLimit;
import dev.slipway.model.Pipeline;
import dev.slipway.model.StackCheck;
import dev.slipway.model.Timeouts;
import dev.slipway.model.Variant;
import dev.slipway.probe.BedSetting;
import dev.slipway.probe.Subject;
import dev.slipway.probe.TestBed;
import dev.slipway.run.Steps.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the stack checks of a run, one after the other, each on a network of its own. */
final class StackChecks {
    private static final Logger log = LoggerFactory.getLogger(StackChecks.class);
    private static final Timeouts LIMITS = new Timeouts(Duration.ofMinutes(30), Duration.ofMinutes(10));
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Engine engine;
    private final RunSetting setting;
    private final Cast cast;
    private final Map<String, String> labels;
    private final Narrator narrator;
    private final Ticker ticker;
    private final Judge judge;

    StackChecks(Engine engine, Cast cast, Map<String, String> labels, Narrator narrator, Ticker ticker, Judge judge) {
        this.engine = engine;
        this.setting = cast.setting();
        this.cast = cast;
        this.labels = labels;
        this.narrator = narrator;
        this.ticker = ticker;
        this.judge = judge;
    }

    /** How one stack check ended; {@code why} is there for one that failed or met a broken engine. */
    record Verdict(StepStatus status, String detail, @Nullable Diagnosis why) {
        static final Verdict PASSED = new Verdict(StepStatus.PASSED, "", null);

        boolean good() {
            return status == StepStatus.PASSED || status == StepStatus.SKIPPED;
        }
    }

    /** Tells why a check is not asked, in its place. */
    Verdict skip(int number, StackCheck check, String why) {
        return tell(number, check, () -> new Verdict(StepStatus.SKIPPED, why, null));
    }

    /** Asks one check. {@code members} are the proven images of the run by name. */
    Verdict ask(int number, StackCheck check, Map<String, ImageEnd> members, Bases bases, StopSignal stop) {
        return tell(number, check, () -> asked(number, check, members, bases, stop));
    }

    private Verdict tell(int number, StackCheck check, Supplier<Verdict> body) {
        String span = "stack/" + number;
        long begun = ticker.nanos();
        narrator.tell(new RunEvent.StackCheckStarted(narrator.now(), span, check.name()));
        Verdict verdict = new Verdict(StepStatus.ERRORED, "Slipway itself broke", null);
        try {
            verdict = body.get();
            return verdict;
        } finally {
            narrator.tell(new RunEvent.StackCheckEnded(
                    narrator.now(), span, ticker.since(begun), verdict.status(), verdict.detail(), verdict.why()));
        }
    }

    private Verdict asked(int number, StackCheck check, Map<String, ImageEnd> members, Bases bases, StopSignal stop) {
        String name = "stack-" + number;
        BedSetting where = new BedSetting(
                "slipway-" + setting.id() + "-" + name,
                labels,
                setting.pipeline().folder(),
                GRACE,
                cast.access());
        Bases.Asker asker = new Bases.Asker(name, 1);
        try (AttemptLog file = new AttemptLog(setting.home().log(setting.id(), name))) {
            Optional<Verdict> barred = barred(check, members, stop);
            if (barred.isPresent()) {
                return barred.get();
            }
            Optional<Diagnosis> unusable = ContainerFiles.lacking(setting.pipeline(), check);
            if (unusable.isPresent()) {
                return new Verdict(StepStatus.FAILED, unusable.get().explanation(), unusable.get());
            }
            for (String member : check.start()) {
                Optional<Verdict> missing = setting.pipeline()
                        .service(member)
                        .flatMap(service -> cast.foreignImage(member))
                        .flatMap(image -> missing(bases.ensure(image, asker, stop)));
                if (missing.isPresent()) {
                    return missing.get();
                }
            }
            Steps steps = new Steps(narrator, ticker, file, stop);
            TestBed bed = TestBed.open(engine, where);
            try {
                return onBed(number, check, members, bed, steps);
            } finally {
                close(bed);
            }
        } catch (EngineException broken) {
            Diagnosis why = judge.judge(Steps.evidence(broken.operation(), broken, List.of()));
            return new Verdict(StepStatus.ERRORED, broken.operation() + ": " + broken.answer(), why);
        }
    }

    /** What ends a check because its containers cannot be given the secrets that they require. */
    private Optional<Verdict> barred(StackCheck check, Map<String, ImageEnd> members, StopSignal stop) {
        Map<String, Map<String, ContainerSecret>> wanted = new LinkedHashMap<>();
        for (String member : check.start()) {
            ImageEnd end = members.get(member);
            if (end != null) {
                Variant variant = variant(setting.pipeline().image(member).orElseThrow(), end);
                wanted.put(member, variant.proof().container().secrets());
            } else {
                setting.pipeline()
                        .service(member)
                        .ifPresent(service ->
                                wanted.put(member, service.container().secrets()));
            }
        }
        return switch (cast.access().clear(wanted, stop)) {
            case ContainerAccess.Answer.Cleared cleared -> Optional.empty();
            case ContainerAccess.Answer.Refused refused ->
                Optional.of(new Verdict(StepStatus.FAILED, refused.why().explanation(), refused.why()));
            case ContainerAccess.Answer.Cancelled cancelled ->
                Optional.of(new Verdict(StepStatus.ERRORED, "interrupted", null));
        };
    }

    private static Optional<Verdict> missing(Bases.Ensured ensured) {
        return switch (ensured) {
            case Bases.Ensured.There there -> Optional.empty();
            case Bases.Ensured.Missing missing ->
                Optional.of(new Verdict(StepStatus.FAILED, missing.why().explanation(), missing.why()));
            case Bases.Ensured.Cancelled cancelled -> Optional.of(new Verdict(StepStatus.ERRORED, "interrupted", null));
        };
    }

    private Verdict onBed(int number, StackCheck check, Map<String, ImageEnd> members, TestBed bed, Steps steps) {
        Map<String, Subject> subjects = subjects(check, members);
        for (String member : check.start()) {
            String title = (members.containsKey(member) ? "start " : "service ") + member;
            Label label = new Label("stack/" + number + "/service." + member, StepKind.SERVICE, Phase.SERVICE, title);
            Fate<Boolean> fate = steps.run(
                    label,
                    LIMITS,
                    ground -> Ask.said(
                            Phase.SERVICE,
                            title,
                            limit(member, members),
                            setting.pipeline()
                                    .service(member)
                                    .map(service -> bed.startService(
                                            cast.service(member, more(check, member)), ground.stop(), ground.output()))
                                    .orElseGet(() ->
                                            bed.startMember(known(subjects, member), ground.stop(), ground.output()))));
            if (!(fate instanceof Fate.Passed<Boolean>)) {
                return verdict(fate);
            }
        }
        int step = 0;
        for (StackCheck.Step asked : check.steps()) {
            step++;
            String title = asked.to() + " " + asked.check().title();
            Label label = new Label("stack/" + number + "/step." + step, StepKind.CHECK, Phase.CHECK, title);
            Subject subject = known(subjects, asked.to());
            Fate<Boolean> fate = steps.run(
                    label,
                    LIMITS,
                    ground -> Ask.said(
                            Phase.CHECK,
                            title,
                            limit(asked.to(), members),
                            bed.ask(asked.check(), subject, ground.stop(), ground.output())));
            if (!(fate instanceof Fate.Passed<Boolean>)) {
                return verdict(fate);
            }
        }
        return Verdict.PASSED;
    }

    private static Subject known(Map<String, Subject> subjects, String member) {
        Subject subject = subjects.get(member);
        if (subject == null) {
            throw new IllegalStateException("'" + member + "' is asked but not started; the reader lets that through");
        }
        return subject;
    }

    private Verdict verdict(Fate<Boolean> fate) {
        return switch (fate) {
            case Fate.Passed<Boolean> passed -> Verdict.PASSED;
            case Fate.Failed<Boolean> failed -> {
                yield new Verdict(StepStatus.FAILED, failed.evidence().message(), judge.judge(failed.evidence()));
            }
            case Fate.Cancelled<Boolean> cancelled -> new Verdict(StepStatus.ERRORED, "interrupted", null);
        };
    }

    /** Everyone who is started, with the ports that anyone asks: they must be known before a container starts. */
    private Map<String, Subject> subjects(StackCheck check, Map<String, ImageEnd> members) {
        Pipeline pipeline = setting.pipeline();
        Map<String, Subject> subjects = new HashMap<>();
        for (String member : check.start()) {
            List<Check> questions = new ArrayList<>();
            check.steps().stream()
                    .filter(step -> step.to().equals(member))
                    .forEach(step -> questions.add(step.check()));
            ImageEnd end = members.get(member);
            if (end == null) {
                pipeline.service(member)
                        .map(service -> cast.service(member, more(check, member)))
                        .ifPresent(service -> subjects.put(
                                member,
                                new Subject(service.image(), member, service.env())
                                        .confined(service.container())
                                        .publishedFor(questions)));
            } else {
                Variant variant = variant(pipeline.image(member).orElseThrow(), end);
                subjects.put(
                        member,
                        cast.subject(variant, member, end.result().id(), more(check, member))
                                .publishedFor(questions));
            }
        }
        return subjects;
    }

    private static Map<String, String> more(StackCheck check, String member) {
        return check.env().getOrDefault(member, Map.of());
    }

    private Optional<MemoryLimit> limit(String member, Map<String, ImageEnd> members) {
        Pipeline pipeline = setting.pipeline();
        ImageEnd end = members.get(member);
        return end == null
                ? pipeline.service(member).flatMap(MemoryLimit::of)
                : pipeline.image(member).flatMap(image -> MemoryLimit.of(image, variant(image, end)));
    }

    private static Variant variant(ImageSpec image, ImageEnd end) {
        return image.variants().stream()
                .filter(variant -> variant.name().equals(end.result().variant()))
                .findFirst()
                .orElseGet(image::preferred);
    }

    private static void close(TestBed bed) {
        try {
            bed.close();
        } catch (EngineException left) {
            log.warn("clean-up of a stack was not complete; the run's own sweep follows", left);
        }
    }
}
