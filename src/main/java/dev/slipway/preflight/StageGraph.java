package dev.slipway.preflight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which stages a target is made from, and what these take from outside the file. A stage sees only earlier ones. */
final class StageGraph {
    private static final String NOTHING = "scratch";

    private final Dockerfile file;
    private final @Nullable Stage target;
    private final List<Links> links = new ArrayList<>();

    /** What one stage refers to. */
    private static final class Links {
        @Nullable
        Stage parent;

        boolean unresolved;
        final List<Stage> stages = new ArrayList<>();
        final List<String> images = new ArrayList<>();
        final List<Dockerfile.CopySource> sources = new ArrayList<>();
    }

    StageGraph(Dockerfile file, Map<String, String> args, @Nullable String target) {
        this.file = file;
        this.target = find(file.stages(), target);
        StageValues global = StageValues.before(file, args);
        Map<String, Stage> named = new HashMap<>();
        List<StageValues> values = new ArrayList<>();
        for (Stage stage : file.stages()) {
            Links link = new Links();
            links.add(link);
            Expansion.Result base = global.expand(stage.base());
            link.parent = named.get(base.text().toLowerCase(Locale.ROOT));
            if (link.parent != null) {
                link.stages.add(link.parent);
            } else if (base.text().isBlank() || !base.complete()) {
                link.unresolved = true;
            } else if (!base.text().equals(NOTHING)) {
                link.images.add(base.text());
            }
            StageValues known = link.parent == null
                    ? global.forStage()
                    : values.get(link.parent.number()).inherited();
            values.add(known);
            for (Instruction instruction : stage.instructions()) {
                known.take(instruction);
                references(stage, instruction, known, named);
            }
            stage.name().ifPresent(name -> named.put(name, stage));
        }
    }

    private static @Nullable Stage find(List<Stage> stages, @Nullable String target) {
        if (target == null) {
            return stages.isEmpty() ? null : stages.getLast();
        }
        String wanted = target.toLowerCase(Locale.ROOT);
        for (Stage stage : stages.reversed()) {
            if (stage.name().filter(wanted::equals).isPresent()
                    || Integer.toString(stage.number()).equals(wanted)) {
                return stage;
            }
        }
        return null;
    }

    private void references(Stage stage, Instruction instruction, StageValues known, Map<String, Stage> named) {
        Links link = links.get(stage.number());
        switch (instruction.keyword()) {
            case "COPY", "ADD" -> {
                Optional<String> from = instruction.flag("from");
                if (from.isPresent()) {
                    reference(link, stage, known.expand(from.get()), named);
                } else {
                    for (String source : instruction.sources()) {
                        source(link, stage, instruction, known.expand(source), source);
                    }
                }
            }
            case "RUN" -> {
                for (Mount mount : instruction.mounts()) {
                    if (mount.from().isPresent()) {
                        reference(link, stage, known.expand(mount.from().get()), named);
                    } else if (mount.type().equals("bind")) {
                        String source = mount.source().orElse(".");
                        source(link, stage, instruction, known.expand(source), source);
                    }
                }
            }
            default -> {}
        }
    }

    private void reference(Links link, Stage stage, Expansion.Result from, Map<String, Stage> named) {
        if (from.text().isBlank() || !from.complete()) {
            return;
        }
        Stage other = named.get(from.text().toLowerCase(Locale.ROOT));
        if (other == null && isNumber(from.text())) {
            int number = Integer.parseInt(from.text());
            other = number < stage.number() ? file.stages().get(number) : null;
            if (other == null) {
                return;
            }
        }
        if (other != null) {
            link.stages.add(other);
        } else if (!from.text().equals(NOTHING)) {
            link.images.add(from.text());
        }
    }

    private static boolean isNumber(String text) {
        return text.length() < 9 && text.chars().allMatch(unit -> unit >= '0' && unit <= '9');
    }

    private static void source(
            Links link, Stage stage, Instruction instruction, Expansion.Result path, String written) {
        boolean remote = instruction.is("ADD")
                && (path.text().contains("://") || path.text().startsWith("git@"));
        if (!remote) {
            link.sources.add(new Dockerfile.CopySource(
                    path.complete() ? path.text() : written, path.complete(), stage, instruction));
        }
    }

    Optional<Stage> target() {
        return Optional.ofNullable(target);
    }

    /** In the order of the file. */
    List<Stage> wanted() {
        Set<Integer> seen = new TreeSet<>();
        List<Stage> open = new ArrayList<>();
        target().ifPresent(open::add);
        while (!open.isEmpty()) {
            Stage stage = open.removeLast();
            if (seen.add(stage.number())) {
                open.addAll(links.get(stage.number()).stages);
            }
        }
        return seen.stream().map(file.stages()::get).toList();
    }

    List<String> images() {
        Set<String> images = new LinkedHashSet<>();
        wanted().forEach(stage -> images.addAll(links.get(stage.number()).images));
        return List.copyOf(images);
    }

    List<Instruction> unresolved() {
        return wanted().stream()
                .filter(stage -> links.get(stage.number()).unresolved)
                .map(Stage::from)
                .toList();
    }

    List<Dockerfile.CopySource> copySources() {
        return wanted().stream()
                .flatMap(stage -> links.get(stage.number()).sources.stream())
                .toList();
    }

    /** The stages that this one starts from, the first one first, itself last. */
    List<Stage> ancestry(Stage stage) {
        List<Stage> ancestry = new ArrayList<>();
        for (Stage one = stage; one != null; one = links.get(one.number()).parent) {
            ancestry.add(one);
        }
        return List.copyOf(ancestry.reversed());
    }
}
