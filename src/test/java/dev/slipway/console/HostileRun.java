package dev.slipway.console;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.journal.Script;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.Result;
import dev.slipway.run.StepKind;
import dev.slipway.run.StepStatus;
import java.util.List;
import java.util.Map;

/** A run in which every text that others can influence is hostile. */
final class HostileRun {
    private HostileRun() {}

    static List<RunEvent> events(String build, String evil) {
        Diagnosis why = new Diagnosis(
                evil, Nature.UNKNOWN, evil, List.of(new Quote(1, evil), new Quote(0, evil)), evil, List.of(evil), null);
        return new Script()
                .run("build", new PlannedImage("a", evil, evil, List.of("v", "w"), List.of(evil)))
                .notice(RunEvent.Level.WARNING, evil)
                .base(evil, 12, evil, evil, why)
                .image("a", evil)
                .attempt("a", "v", 1)
                .step(build, StepKind.BUILD, evil)
                .prints(build, evil, evil)
                .progress(build, evil, 1, 2)
                .after(15)
                .stepEnds(build, StepStatus.FAILED, evil, Map.of(evil, evil))
                .attemptEnds("a", "v#1", StepStatus.FAILED, why)
                .retry("a", "v", 2, 3, evil)
                .after(2)
                .fallsBack("a", "v", "w", evil)
                .attempt("a", "w", 1)
                .attemptEnds("a", "w#1", StepStatus.PASSED, null)
                .imageEnds("a", ImageStatus.DEGRADED, new Result(evil, evil, 1), evil)
                .stack("stack/1", evil)
                .after(3)
                .stackEnds("stack/1", StepStatus.FAILED, evil, why)
                .promotion(2, List.of(evil), evil)
                .ends(RunEvent.Verdict.DEGRADED, evil)
                .events();
    }
}
