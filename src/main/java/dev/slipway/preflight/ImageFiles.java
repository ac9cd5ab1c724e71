package dev.slipway.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which file of the context stands at a path of the image, when a step is taken. */
public final class ImageFiles {
    private static final int MAX_DEPTH = 6;

    private final Subject subject;

    public ImageFiles(Subject subject) {
        this.subject = subject;
    }

    /** Empty where it is not copied from the context or is an address, or that cannot be told for a variable. */
    public Optional<String> source(Script script, Step step, String path) {
        if (path.contains("$") || path.contains("://")) {
            return Optional.empty();
        }
        String wanted = step.inImage(path);
        for (Mount mount : step.instruction().mounts()) {
            if (mount.type().equals("bind")
                    && mount.from().isEmpty()
                    && mount.target().isPresent()) {
                Optional<String> found = below(
                        wanted,
                        step.inImage(mount.target().get()),
                        SourceMatch.clean(mount.source().orElse(".")));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return found(script.before(step), wanted, 0);
    }

    private Optional<String> found(List<Step> steps, String wanted, int depth) {
        if (depth > MAX_DEPTH) {
            return Optional.empty();
        }
        for (Step step : steps.reversed()) {
            Instruction instruction = step.instruction();
            boolean copies = instruction.is("COPY") || instruction.is("ADD");
            if (!copies || instruction.words().size() < 2) {
                continue;
            }
            String written = instruction.words().getLast();
            String to = step.inImage(written);
            for (String source : instruction.sources()) {
                Optional<String> from = instruction.flag("from");
                Optional<String> found = from.isEmpty()
                        ? copied(wanted, to, SourceMatch.clean(source))
                        : fromStage(wanted, to, "/" + SourceMatch.clean(source), from.get(), depth);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> fromStage(String wanted, String to, String source, String stage, int depth) {
        Optional<Script> other = subject.script(stage);
        if (other.isEmpty()) {
            return Optional.empty();
        }
        List<String> candidates = new ArrayList<>();
        if (wanted.equals(to) || wanted.equals(join(to, name(source)))) {
            candidates.add(source);
        }
        if (wanted.startsWith(join(to, ""))) {
            candidates.add(join(source, wanted.substring(join(to, "").length())));
        }
        return candidates.stream()
                .flatMap(path -> found(other.get().steps(), path, depth + 1).stream())
                .findFirst();
    }

    private Optional<String> copied(String wanted, String to, String source) {
        if (!SourceMatch.isWildcard(source)) {
            return below(wanted, to, source);
        }
        return subject.kept().entries().keySet().stream()
                .filter(path -> wanted.equals(join(to, name(path))) && SourceMatch.brings(source, path))
                .findFirst();
    }

    /** A file copied to a path or into a folder of that path, or something in a copied folder. */
    private Optional<String> below(String wanted, String to, String source) {
        boolean itself = wanted.equals(to) || wanted.equals(join(to, name(source)));
        if (itself && !source.isEmpty() && subject.text(source).isPresent()) {
            return Optional.of(source);
        }
        String folder = join(to, "");
        if (wanted.startsWith(folder)) {
            String rest = wanted.substring(folder.length());
            String path = source.isEmpty() ? rest : source + "/" + rest;
            return subject.kept().has(path) ? Optional.of(path) : Optional.empty();
        }
        return Optional.empty();
    }

    private static String join(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
