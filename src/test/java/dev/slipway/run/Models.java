package dev.slipway.run;

import dev.slipway.model.Budget;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Nightly;
import dev.slipway.model.Origin;
import dev.slipway.model.Pipeline;
import dev.slipway.model.Proof;
import dev.slipway.model.RetryPolicy;
import dev.slipway.model.Timeouts;
import dev.slipway.model.Variant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Small models for tests that care for order and outcome, not for what is built. */
public final class Models {
    public static final Origin NOWHERE = new Origin("test.yaml", 1, 1);

    private Models() {}

    public static ImageSpec image(String name, List<String> needs, String... variants) {
        List<Variant> rungs = Arrays.stream(variants.length == 0 ? new String[] {"default"} : variants)
                .map(Models::variant)
                .toList();
        return new ImageSpec(name, needs, rungs, List.of("test/" + name + ":latest"), NOWHERE);
    }

    public static Variant variant(String name) {
        return new Variant(
                name,
                BuildSpec.of(Path.of("/nowhere"), "Dockerfile." + name),
                new Proof(List.of(), List.of(), List.of(), Map.of()),
                new Timeouts(Duration.ofMinutes(30), Duration.ofMinutes(10)),
                Budget.UNLIMITED,
                new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofMinutes(10)),
                NOWHERE);
    }

    /** One whose context is there: a folder with a Dockerfile, which gives the image its name. */
    public static ImageSpec imageIn(Path context) {
        Variant nowhere = variant("default");
        Variant there = new Variant(
                nowhere.name(),
                BuildSpec.of(context, "Dockerfile"),
                nowhere.proof(),
                nowhere.timeouts(),
                nowhere.budget(),
                nowhere.retry(),
                NOWHERE);
        String name = context.getFileName().toString();
        return new ImageSpec(name, List.of(), List.of(there), List.of("test/" + name + ":latest"), NOWHERE);
    }

    public static Pipeline pipeline(ImageSpec... images) {
        return new Pipeline(
                "test",
                "",
                Path.of("/nowhere/test.yaml"),
                List.of(),
                List.of(images),
                List.of(),
                List.of(),
                Nightly.NONE);
    }
}
