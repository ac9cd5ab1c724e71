package dev.slipway.preflight.rules;

import dev.slipway.context.BuildContext;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Pipeline;
import dev.slipway.model.Variant;
import dev.slipway.preflight.Dockerfile;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.KeptPaths;
import dev.slipway.preflight.Neighbours;
import dev.slipway.preflight.Places;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Scripts;
import dev.slipway.preflight.Silences;
import dev.slipway.preflight.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the Dockerfiles and contexts of a pipeline and tells what will fail or harm its builds. Reads files and
 * nothing else. A file that cannot be read is a finding too; it never throws for what it reads.
 */
public final class Preflight {
    private static final int MAX_DOCKERFILE = 1 << 20;

    private final Pipeline pipeline;
    private final Map<String, String> environment;
    private final Places places;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private final Silences silences = new Silences();

    private Preflight(Pipeline pipeline, Map<String, String> environment) {
        this.pipeline = pipeline;
        this.environment = environment;
        this.places = Places.of(pipeline.file());
    }

    /** Findings in the order of images and variants, each told once however many variants share its file. */
    public static List<Finding> of(Pipeline pipeline) {
        return of(pipeline, Map.of());
    }

    /** The same; {@code environment} is what secrets are taken from, and shows those that are told elsewhere. */
    public static List<Finding> of(Pipeline pipeline, Map<String, String> environment) {
        return new Preflight(pipeline, environment).run();
    }

    private List<Finding> run() {
        Neighbours neighbours = new Neighbours(pipeline, places, preferred(), environment);
        for (ImageSpec image : pipeline.images()) {
            for (Variant variant : image.variants()) {
                look(variant, neighbours);
            }
        }
        return findings.stream().filter(finding -> !silences.cover(finding)).toList();
    }

    /** What is done for each image by its preferred variant, where that can be read. */
    private Map<String, Script> preferred() {
        Map<String, Script> scripts = new HashMap<>();
        for (ImageSpec image : pipeline.images()) {
            BuildSpec build = image.preferred().build();
            try {
                Scripts.target(dockerfile(build), build).ifPresent(script -> scripts.put(image.name(), script));
            } catch (IOException unreadable) {
                // Told when it is the variant's own turn.
            }
        }
        return scripts;
    }

    private void look(Variant variant, Neighbours neighbours) {
        BuildSpec build = variant.build();
        try {
            Dockerfile dockerfile = dockerfile(build);
            silences.of(dockerfile);
            BuildContext context = BuildContext.open(build.context(), build.dockerfile(), build.overlay());
            Subject subject = new Subject(variant, dockerfile, context, KeptPaths.of(context), neighbours);
            for (Rule rule : RuleBook.rules()) {
                rule.check(subject, findings::add);
            }
        } catch (IOException fault) {
            findings.add(Unreadable.finding(variant, places, fault));
        }
    }

    private Dockerfile dockerfile(BuildSpec build) throws IOException {
        Path file = build.context().resolve(build.dockerfile());
        String overlaid = build.overlay().get(build.dockerfile());
        Path source = overlaid == null ? file : build.context().resolve(overlaid);
        if (!Files.isRegularFile(source)) {
            return Dockerfile.parse("", file.toString());
        }
        String name = places.show(source);
        if (Files.size(source) > MAX_DOCKERFILE) {
            return Dockerfile.unread(name, "the file is larger than 1 MiB.");
        }
        String text = new String(Files.readAllBytes(source), StandardCharsets.UTF_8);
        return text.indexOf(0) < 0
                ? Dockerfile.parse(text, name)
                : Dockerfile.unread(name, "the file is not text in the encoding UTF-8; builders read no other.");
    }
}
