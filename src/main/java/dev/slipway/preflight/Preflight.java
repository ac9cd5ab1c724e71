package dev.slipway.preflight;

import dev.slipway.context.BuildContext;
import dev.slipway.context.ContextException;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Origin;
import dev.slipway.model.Pipeline;
import dev.slipway.model.Variant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the Dockerfiles and contexts of a pipeline and tells what will fail or harm its builds. Reads files and
 * nothing else. A file that cannot be read is a finding too; it never throws for what it reads.
 */
public final class Preflight {
    private static final int MAX_DOCKERFILE = 1 << 20;

    private final Pipeline pipeline;
    private final Places places;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private final Map<String, Silence> silences = new HashMap<>();

    private Preflight(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.places = Places.of(pipeline.file());
    }

    /** Findings in the order of images and variants, each told once however many variants share its file. */
    public static List<Finding> of(Pipeline pipeline) {
        return new Preflight(pipeline).run();
    }

    private List<Finding> run() {
        for (ImageSpec image : pipeline.images()) {
            for (Variant variant : image.variants()) {
                look(variant);
            }
        }
        return findings.stream().filter(finding -> !silenced(finding)).toList();
    }

    private void look(Variant variant) {
        BuildSpec build = variant.build();
        try {
            Path file = build.context().resolve(build.dockerfile());
            String overlaid = build.overlay().get(build.dockerfile());
            Path source = overlaid == null ? file : build.context().resolve(overlaid);
            Dockerfile dockerfile =
                    Files.isRegularFile(source) ? dockerfile(variant, source) : Dockerfile.parse("", file.toString());
            BuildContext context = BuildContext.open(build.context(), build.dockerfile(), build.overlay());
            KeptPaths kept = KeptPaths.of(context);
            Subject subject = new Subject(variant, dockerfile, context, kept, places);
            Consumer<Finding> collector = findings::add;
            CopyRules.check(subject, collector);
            SecretRules.check(subject, collector);
            WeightRule.check(subject, collector);
        } catch (ContextException e) {
            findings.add(wrongContext(variant, e));
        } catch (IOException e) {
            findings.add(new Finding(
                    variant.origin(),
                    "context-unreadable",
                    Severity.ERROR,
                    Objects.requireNonNullElse(e.getMessage(), e.toString()),
                    ""));
        }
    }

    private Finding wrongContext(Variant variant, ContextException fault) {
        String rule =
                switch (fault.fault()) {
                    case FOLDER -> "context-missing";
                    case DOCKERFILE -> "dockerfile-missing";
                    case IGNORE_FILE -> "ignore-file";
                    case OVERLAY -> "overlay";
                    case NAME -> "file-name";
                };
        String sentence = Objects.requireNonNullElse(fault.getMessage(), fault.toString());
        return new Finding(
                fault.origin().map(places::show).orElse(variant.origin()),
                rule,
                Severity.ERROR,
                fault.origin()
                        .map(origin -> sentence.substring((origin + ": ").length()))
                        .orElse(sentence),
                fault.fault() == ContextException.Fault.DOCKERFILE ? otherDockerfiles(variant.build()) : "");
    }

    private static String otherDockerfiles(BuildSpec build) {
        try (Stream<Path> files = Files.list(build.context())) {
            Set<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("Dockerfile") || name.endsWith(".Dockerfile"))
                    .filter(name -> !name.endsWith(".dockerignore"))
                    .collect(Collectors.toCollection(TreeSet::new));
            return names.isEmpty() ? "" : "Maybe '" + String.join("' or '", names) + "' is meant?";
        } catch (IOException e) {
            return "";
        }
    }

    private Dockerfile dockerfile(Variant variant, Path file) throws IOException {
        String name = places.show(file);
        boolean tooLong = Files.size(file) > MAX_DOCKERFILE;
        String text = tooLong ? "" : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        Dockerfile dockerfile = Dockerfile.parse(text, name);
        silences.put(name, new Silence(dockerfile.lines()));
        if (tooLong) {
            findings.add(syntax(new Origin(name, 1, 1), "the file is larger than 1 MiB."));
            return dockerfile;
        }
        dockerfile.problems().forEach(problem -> findings.add(syntax(problem.origin(), problem.sentence())));
        stages(variant, dockerfile);
        return dockerfile;
    }

    private static Finding syntax(Origin origin, String sentence) {
        return new Finding(origin, "dockerfile-syntax", Severity.ERROR, sentence, "");
    }

    private void stages(Variant variant, Dockerfile dockerfile) {
        String target = variant.build().target().orElse(null);
        if (target != null && dockerfile.stage(target).isEmpty()) {
            Set<String> names = dockerfile.stageNames();
            findings.add(new Finding(
                    variant.origin(),
                    "unknown-target",
                    Severity.ERROR,
                    "%s has no stage '%s'.".formatted(dockerfile.at(1).file(), target),
                    names.isEmpty()
                            ? "Maybe leave 'target:' out; its stages have no names."
                            : "Maybe one of '" + String.join("', '", names) + "'?"));
        }
        for (Instruction from : dockerfile.unresolvedBases(variant.build().args(), target)) {
            findings.add(new Finding(
                    dockerfile.at(from.line()),
                    "base-unresolved",
                    Severity.ERROR,
                    "FROM %s: a variable in it has no value."
                            .formatted(from.words().get(0)),
                    "Maybe give the ARG a default before the first FROM, or a value under 'args:'."));
        }
    }

    private boolean silenced(Finding finding) {
        return silences.computeIfAbsent(finding.origin().file(), Preflight::silence)
                .covers(finding.origin().line(), finding.rule());
    }

    private static Silence silence(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file), StandardCharsets.ISO_8859_1)) {
            return new Silence(lines.limit(100_000).toList());
        } catch (IOException | java.io.UncheckedIOException | InvalidPathException e) {
            return new Silence(List.of());
        }
    }
}
