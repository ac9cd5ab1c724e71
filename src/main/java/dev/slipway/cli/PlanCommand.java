package dev.slipway.cli;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import dev.slipway.model.Pipeline;
import dev.slipway.model.Variant;
import dev.slipway.plan.Action;
import dev.slipway.plan.Cause;
import dev.slipway.plan.Decision;
import dev.slipway.plan.Decision.Reuse;
import dev.slipway.plan.Plan;
import dev.slipway.preflight.Demands;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.rules.Preflight;
import dev.slipway.preflight.telling.Tally;
import dev.slipway.run.Home;
import dev.slipway.run.Run;
import dev.slipway.run.RunSetting;
import dev.slipway.run.SystemTicker;
import dev.slipway.run.Thoroughness;
import dev.slipway.secrets.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a build would do. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Says what 'build' would do now, image by image, and why. Nothing is built, pulled or started.",
            "Ends with 2 when an image would stop before anything of it is sent."
        })
final class PlanCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private PipelineOption pipeline = new PipelineOption();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Option(names = "--explain", description = "Names every input that changed, file by file.")
    private boolean explain;

    @Option(names = "--retry-preferred", description = "As for 'build': a degraded image is not kept.")
    private boolean retryPreferred;

    @Parameters(paramLabel = "IMAGE", description = "Only these and what they need. Default: all.")
    private List<String> images = List.of();

    PlanCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Optional<Pipeline> read = pipeline.read(shell);
        if (read.isEmpty() || !WantedImages.known(images, read.get(), shell)) {
            return ExitCode.WRONG_INPUT.number();
        }
        Home home = shell.workspace().home();
        Reuse reuse = retryPreferred ? Reuse.PREFERRED_RUNG : Reuse.ANY_RUNG;
        try (Engine connected = engine.connect();
                SystemTicker ticker = new SystemTicker()) {
            RunSetting setting = new RunSetting(
                    "plan", read.get(), home, 1, Thoroughness.USUAL.reusing(reuse), ProgramVersion.text());
            Secrets secrets = new Secrets(
                    pipeline.environment(),
                    pipeline.secretParams(read.get()),
                    read.get().folder(),
                    MaskedLayout.MASK);
            Plan plan = new Run(connected, setting, List.of(), ticker, new LazyJudge(), secrets).plan(images);
            shell.out().print(plan);
            if (explain) {
                plan.decisions().forEach(this::explain);
            }
            boolean stopped = tellObstacles(plan, read.get(), connected.info().builder());
            preflight(read.get());
            return (stopped ? ExitCode.WRONG_INPUT : ExitCode.PROVEN).number();
        }
    }

    /**
     * What would stop or harm a build before anything of it is sent; whether it would stop an image's first variant. A
     * lower one may never be needed.
     */
    private boolean tellObstacles(Plan plan, Pipeline pipeline, EngineInfo.Builder builder) {
        Set<Finding> findings = new LinkedHashSet<>();
        boolean stopped = false;
        for (Decision decision : plan.decisions()) {
            if (decision.action() instanceof Action.Keep) {
                continue;
            }
            List<Variant> variants = decision.image().variants();
            for (Variant variant : variants) {
                List<Finding> found = obstacles(variant, pipeline, builder);
                findings.addAll(found);
                stopped |= variant.equals(variants.getFirst())
                        && found.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
            }
        }
        findings.forEach(
                finding -> shell.err().println(finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding));
        return stopped;
    }

    private static List<Finding> obstacles(Variant variant, Pipeline pipeline, EngineInfo.Builder builder) {
        try {
            Demands demands = Demands.of(variant, pipeline.file());
            List<Finding> findings = new ArrayList<>(demands.unsupplied());
            if (builder == EngineInfo.Builder.CLASSIC) {
                demands.needsBuildKit().ifPresent(findings::add);
            }
            return findings;
        } catch (IOException unreadable) {
            // The plan itself has said so.
            return List.of();
        }
    }

    /** One line, and only where a build would be harmed: {@code validate} has the rest. */
    private void preflight(Pipeline read) {
        Tally tally = Tally.of(Preflight.of(read, pipeline.environment()).stream()
                .filter(finding -> finding.severity() != Severity.NOTE)
                .toList());
        if (tally.errors() + tally.warnings() > 0) {
            shell.err().println("preflight: " + tally + "; 'validate' tells them");
        }
    }

    private void explain(Decision decision) {
        if (decision.cause() instanceof Cause.InputsChanged changed) {
            shell.out().println();
            shell.out().println(decision.image().name() + ":");
            if (changed.changes().isEmpty()) {
                shell.out().println("  the inputs of the earlier build are not on record on this machine");
            }
            changed.changes().forEach(change -> shell.out().println("  " + change));
        }
    }
}
