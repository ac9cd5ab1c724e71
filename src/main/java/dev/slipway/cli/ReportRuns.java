package dev.slipway.cli;

import dev.slipway.journal.JournalReader;
import dev.slipway.journal.RunStory;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Nightly;
import dev.slipway.model.Pipeline;
import dev.slipway.model.StackCheck;
import dev.slipway.report.Declared;
import dev.slipway.report.Place;
import dev.slipway.report.RunReport;
import dev.slipway.run.Home;
import dev.slipway.run.RunEvent.RunStarted;
import dev.slipway.run.RunFolders;
import dev.slipway.yaml.Given;
import dev.slipway.yaml.PipelineLocator;
import dev.slipway.yaml.PipelineLocator.Location;
import dev.slipway.yaml.PipelineReader;
import dev.slipway.yaml.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The runs that a home remembers, and what their reports are made from. */
final class ReportRuns {
    private final Workspace workspace;
    private final Map<String, String> environment;

    ReportRuns(Workspace workspace, Map<String, String> environment) {
        this.workspace = workspace;
        this.environment = environment;
    }

    /** The newest first. */
    List<String> ids() {
        Home home = workspace.home();
        try (Stream<Path> folders = Files.list(home.runs())) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .filter(id -> Files.isRegularFile(home.journal(id)))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("reading the runs in " + home.runs(), unreadable);
        }
    }

    /** The newest one; of the pipeline, unless that is empty. */
    Optional<String> latest(String pipeline) {
        return ids().stream()
                .filter(id -> pipeline.isEmpty()
                        || JournalReader.first(workspace.home().journal(id))
                                .filter(first -> first instanceof RunStarted start
                                        && start.pipeline().equals(pipeline))
                                .isPresent())
                .findFirst();
    }

    /** The run that an id, or the beginning of one alone, stands for. */
    Optional<String> named(String told) {
        List<String> begin = ids().stream().filter(id -> id.startsWith(told)).toList();
        return begin.contains(told)
                ? Optional.of(told)
                : begin.size() == 1 ? begin.stream().findFirst() : Optional.empty();
    }

    /** Those that somebody may have meant, the likeliest first: the longest common beginning, then the newest. */
    List<String> near(String told) {
        return ids().stream()
                .sorted(Comparator.comparingInt((String id) -> -common(id, told)))
                .limit(3)
                .toList();
    }

    private static int common(String one, String other) {
        int same = 0;
        while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return same;
    }

    RunReport report(String id) {
        Home home = workspace.home();
        RunStory story = JournalReader.story(home.journal(id));
        // Of a run whose owner is not known here nobody can say that it is at work.
        boolean alive = story.end().isEmpty()
                && Files.exists(home.run(id).resolve("owner"))
                && !new RunFolders(home).knownDead(id);
        return new RunReport(id, story, home.run(id), root(), alive, List.of());
    }

    /** What a CI system takes paths relative to, where the project lies in its checkout; else the project. */
    private Path root() {
        Path project = workspace.root().normalize();
        return Stream.of("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(checkout -> !checkout.isBlank())
                .map(checkout -> Path.of(checkout).toAbsolutePath().normalize())
                .filter(project::startsWith)
                .findFirst()
                .orElse(project);
    }

    /** Where the pipeline of a run declares things, as far as its file can be found and read today. */
    Declared declared(RunReport report) {
        Optional<Path> file =
                file(report.story().start().map(RunStarted::pipeline).orElse(""));
        if (file.isEmpty()) {
            return Declared.NOWHERE;
        }
        return switch (PipelineReader.examine(file.get(), Given.of(environment))) {
            case Reading.Valid valid -> declared(valid.pipeline());
            case Reading.Invalid invalid ->
                new Declared(
                        place(file.get(), 0).map(place -> Map.of("", place)).orElse(Map.of()));
        };
    }

    /**
     * What the file of a pipeline says of its nights today; nothing where there is none.
     *
     * @param doubts are told when there is one that makes no sense, which says nothing either
     */
    Nightly nightly(String pipeline, Consumer<String> doubts) {
        return file(pipeline)
                .map(file -> PipelineReader.examine(file, Given.of(environment)))
                .map(reading -> switch (reading) {
                    case Reading.Valid valid -> valid.pipeline().nightly();
                    case Reading.Invalid invalid -> {
                        doubts.accept("nights of '" + pipeline + "' are not known: "
                                + invalid.problems().getFirst());
                        yield Nightly.NONE;
                    }
                })
                .orElse(Nightly.NONE);
    }

    private Optional<Path> file(String pipeline) {
        return !pipeline.isEmpty()
                        && new PipelineLocator(workspace.root()).locate(pipeline) instanceof Location.Found found
                        && Files.isRegularFile(found.file())
                ? Optional.of(found.file())
                : Optional.empty();
    }

    Declared declared(Pipeline pipeline) {
        Map<String, Place> places = new HashMap<>();
        place(pipeline.file(), 0).ifPresent(file -> places.put("", file));
        for (ImageSpec image : pipeline.images()) {
            place(pipeline.file(), image.origin().line()).ifPresent(at -> places.put(image.name(), at));
        }
        for (StackCheck check : pipeline.stackChecks()) {
            place(pipeline.file(), check.origin().line())
                    .ifPresent(at -> places.put(Declared.stackCheck(check.name()), at));
        }
        return new Declared(places);
    }

    private Optional<Place> place(Path file, int line) {
        return Place.of(file.toAbsolutePath(), line, root());
    }
}
