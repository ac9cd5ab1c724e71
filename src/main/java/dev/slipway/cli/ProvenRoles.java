package dev.slipway.cli;

import dev.slipway.console.OutputMode;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.engine.Engine;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.ContainerSettings.ContainerSecret;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Pipeline;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.Variant;
import dev.slipway.plan.Action;
import dev.slipway.plan.Decision;
import dev.slipway.plan.Existing;
import dev.slipway.plan.Plan;
import dev.slipway.probe.Vault;
import dev.slipway.run.Run;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunSetting;
import dev.slipway.run.SystemTicker;
import dev.slipway.run.Thoroughness;
import dev.slipway.secrets.Secrets;
import dev.slipway.stack.Billing;
import dev.slipway.stack.Lineup;
import dev.slipway.stack.Lineup.Proven;
import dev.slipway.stack.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The roles of a pipeline, played by images that are proven: what changed since is built first, unless it is forbidden.
 * What stands in the way is told to the user.
 */
final class ProvenRoles {
    private final Shell shell;
    private final RunOptions options;
    private final Pipeline pipeline;
    private final boolean building;

    ProvenRoles(Shell shell, RunOptions options, Pipeline pipeline, boolean building) {
        this.shell = shell;
        this.options = options;
        this.pipeline = pipeline;
        this.building = building;
    }

    /** What came of it. */
    sealed interface Found {
        /** {@code vault} has what they may know and nobody may be told. */
        record Roles(List<Role> roles, Vault vault) implements Found {}

        /** It has been told. */
        record Nothing(ExitCode exit) implements Found {}
    }

    Found of(Billing billing, Engine engine) {
        try (SystemTicker ticker = new SystemTicker()) {
            RunSetting setting = new RunSetting(
                    "up",
                    pipeline,
                    shell.workspace().home(),
                    options.places(),
                    Thoroughness.USUAL,
                    ProgramVersion.text());
            Secrets secrets = new Secrets(
                    options.environment(), options.secretParams(pipeline), pipeline.folder(), MaskedLayout.MASK);
            Run run = new Run(engine, setting, List.of(this::told), ticker, new LazyJudge(), secrets);
            List<String> images = billing.images(pipeline);
            Plan plan = images.isEmpty() ? new Plan(List.of()) : run.plan(images);
            if (building && !plan.unchanged()) {
                ExitCode built = build(images);
                if (built != ExitCode.PROVEN && built != ExitCode.DEGRADED) {
                    return new Found.Nothing(built);
                }
                plan = run.plan(images);
            }
            Map<String, Proven> proven = new LinkedHashMap<>();
            for (String image : images) {
                Optional<Proven> known = proven(run, plan, pipeline.image(image).orElseThrow(), engine);
                if (known.isEmpty()) {
                    return new Found.Nothing(ExitCode.FAILED);
                }
                proven.put(image, known.get());
            }
            return roles(billing, proven, run, engine);
        }
    }

    /** As {@code build} does; of all images at once with the stack checks too. */
    private ExitCode build(List<String> images) {
        boolean all = images.size() == pipeline.images().size();
        List<String> wanted = all ? List.of() : images;
        ExitCode exit =
                new RunSession(shell, options).go(pipeline, Thoroughness.USUAL, (run, stop) -> run.build(wanted, stop));
        switch (exit) {
            case PROVEN, DEGRADED -> {
                if (options.output().mode() != OutputMode.JSON) {
                    shell.out().println();
                }
            }
            case FAILED -> {
                shell.err().println("slipway: nothing was started or changed, because not all images are proven.");
                shell.err().println("Maybe '--no-build', to start what was proven before.");
            }
            case WRONG_INPUT, NO_ENGINE, INTERRUPTED -> {}
        }
        shell.out().flush();
        return exit;
    }

    private Optional<Proven> proven(Run run, Plan plan, ImageSpec image, Engine engine) {
        Decision decision = plan.of(image.name()).orElseThrow();
        if (decision.action() instanceof Action.Keep keep) {
            return facts(image, keep.image(), engine);
        }
        List<Existing> earlier = run.proven(image);
        if (earlier.isEmpty()) {
            shell.err().println("slipway: there is no proven image of '%s'.".formatted(image.name()));
            shell.err().println("Maybe leave out '--no-build', or 'build " + image.name() + "' first.");
            return Optional.empty();
        }
        shell.err()
                .println("warning: '%s' is started as it was proven earlier, although: %s"
                        .formatted(image.name(), decision.cause().inWords()));
        return facts(image, earlier.getFirst(), engine);
    }

    private Optional<Proven> facts(ImageSpec image, Existing existing, Engine engine) {
        Variant variant = image.variants().stream()
                .filter(one -> one.name().equals(existing.variant()))
                .findFirst()
                .orElseGet(image::preferred);
        Optional<ImageFacts> facts = engine.image(existing.id());
        if (facts.isEmpty()) {
            shell.err().println("slipway: the proven image of '%s' is gone from the engine.".formatted(image.name()));
        }
        return facts.map(there -> new Proven(
                there, variant, !variant.name().equals(image.preferred().name())));
    }

    private Found roles(Billing billing, Map<String, Proven> proven, Run run, Engine engine) {
        Lineup lineup = new Lineup(pipeline);
        List<Role> roles = new ArrayList<>();
        for (String name : billing.names()) {
            Optional<ImageSpec> image = pipeline.image(name);
            if (image.isPresent()) {
                roles.add(lineup.image(image.get(), known(proven, name)));
                continue;
            }
            ServiceSpec service = pipeline.service(name).orElseThrow();
            Optional<String> own = service.role();
            Optional<ImageFacts> facts = own.isPresent()
                    ? Optional.of(known(proven, own.get()).facts())
                    : provided(service.image(), run, engine);
            if (facts.isEmpty()) {
                return new Found.Nothing(ExitCode.FAILED);
            }
            roles.add(lineup.service(service, facts.get()));
        }
        Map<String, Map<String, ContainerSecret>> wanted = new LinkedHashMap<>();
        roles.forEach(role -> wanted.put(role.name(), role.manner().container().secrets()));
        Optional<Diagnosis> lacking = run.lacking(wanted, new StopSignal());
        lacking.ifPresent(why -> told("the containers cannot be given their secrets", why));
        return lacking.isPresent() ? new Found.Nothing(ExitCode.FAILED) : new Found.Roles(roles, run.vault());
    }

    private void told(RunEvent event) {
        if (event instanceof RunEvent.Noticed notice) {
            shell.err().println(notice.level().name().toLowerCase(Locale.ROOT) + ": " + notice.text());
        }
    }

    private void told(String what, Diagnosis why) {
        shell.err().println("slipway: " + what + ": " + why.explanation());
        why.quotes().forEach(quote -> shell.err().println("  " + quote.text()));
        why.remedies().forEach(remedy -> shell.err().println(remedy));
    }

    private static Proven known(Map<String, Proven> proven, String image) {
        Proven known = proven.get(image);
        if (known == null) {
            throw new IllegalStateException("image '" + image + "' was not asked for");
        }
        return known;
    }

    private Optional<ImageFacts> provided(String reference, Run run, Engine engine) {
        Optional<ImageFacts> there = engine.image(reference);
        if (there.isPresent()) {
            return there;
        }
        shell.err().println("fetching " + reference);
        StopSignal stop = new StopSignal();
        Interrupts.raise(stop);
        Optional<Diagnosis> missing = run.provide(reference, stop);
        missing.ifPresent(why -> told(reference + " cannot be had", why));
        return missing.isPresent() ? Optional.empty() : engine.image(reference);
    }
}
