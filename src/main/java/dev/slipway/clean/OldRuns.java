package dev.slipway.clean;

import dev.slipway.journal.JournalReader;
import dev.slipway.run.Home;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The runs on record: those at work, and the old ones that nobody asks for any more. */
final class OldRuns {
    private static final String UNKNOWN = "";

    private final Home home;
    private final RunFolders folders;

    OldRuns(Home home, RunFolders folders) {
        this.home = home;
        this.folders = folders;
    }

    /** The pipelines that runs of this home work on now. A run too young to say which counts for all that are asked about. */
    Set<String> atWork(Iterable<String> all) {
        Set<String> atWork = new HashSet<>();
        for (Path run : runs()) {
            if (!folders.knownDead(name(run)) && owned(run)) {
                String pipeline = pipeline(run);
                if (pipeline.equals(UNKNOWN)) {
                    all.forEach(atWork::add);
                } else {
                    atWork.add(pipeline);
                }
            }
        }
        return atWork;
    }

    /**
     * All but the newest of each pipeline that is meant, those at work, those whose promotion is not complete, and those
     * that something on the engine still names.
     */
    List<Item> items(int keep, Predicate<String> meant, Predicate<String> named) {
        Map<String, List<Path>> byPipeline = new TreeMap<>();
        for (Path run : runs()) {
            byPipeline.computeIfAbsent(pipeline(run), any -> new ArrayList<>()).add(run);
        }
        List<Item> items = new ArrayList<>();
        byPipeline.forEach((pipeline, runs) -> {
            if (!meant.test(pipeline)) {
                return;
            }
            runs.stream()
                    .sorted(Comparator.comparing(OldRuns::name).reversed())
                    .skip(keep)
                    .filter(run -> folders.knownDead(name(run)) || !owned(run))
                    .filter(run -> !promoting(name(run)) && !named.test(name(run)))
                    .sorted()
                    .forEach(run -> items.add(item(run, pipeline, keep)));
        });
        return items;
    }

    private Item item(Path run, String pipeline, int keep) {
        String of = pipeline.equals(UNKNOWN) ? "a run that told nothing" : "a run of '" + pipeline + "'";
        return new Item(
                Item.Kind.RUN,
                home.folder().relativize(run).toString(),
                run.toString(),
                of + ", older than the last " + keep,
                Folder.bytes(run));
    }

    private List<Path> runs() {
        return Folder.entries(home.runs()).stream().filter(Files::isDirectory).toList();
    }

    private static boolean owned(Path run) {
        return Files.exists(run.resolve("owner"));
    }

    private boolean promoting(String run) {
        return Folder.entries(home.promotions()).stream()
                .anyMatch(wish -> name(wish).startsWith(run));
    }

    private String pipeline(Path run) {
        return JournalReader.first(home.journal(name(run)))
                .map(event -> event instanceof RunEvent.RunStarted started ? started.pipeline() : UNKNOWN)
                .orElse(UNKNOWN);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
