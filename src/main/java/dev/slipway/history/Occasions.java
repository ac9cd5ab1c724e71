package dev.slipway.history;

import dev.slipway.past.Occasion;
import dev.slipway.past.PastImage;
import dev.slipway.past.PastRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One image over time. */
final class Occasions {
    private final Handle handle;
    private final Map<String, Map<String, String>> lists = new HashMap<>();

    Occasions(Handle handle) {
        this.handle = handle;
    }

    private record Note(String cause, @Nullable String packages) {}

    /** The newest first. {@code pipeline} may be empty: those of all. */
    List<Occasion> of(String pipeline, String image, long since, int atMost) {
        String which = "from run where began >= ? and (? = '' or pipeline = ?)"
                + " and exists (select 1 from image where image.run_key = run.run_key and image.name = ?)"
                + " order by began desc, id desc limit ?";
        // One more than wanted: the oldest is compared with it.
        List<PastRun> runs = PastRuns.of(handle, which, since, pipeline, pipeline, image, atMost + 1);
        List<Occasion> occasions = new ArrayList<>();
        Map<String, String> before = new HashMap<>();
        for (PastRun run : runs.reversed()) {
            PastImage met = run.image(image).orElseThrow();
            Note note = note(run, image, met.variant());
            List<String> changes = List.of();
            if (note.packages() != null) {
                String place = run.pipeline() + "/" + met.variant();
                String last = before.put(place, note.packages());
                changes = last == null || last.equals(note.packages()) ? changes : changes(last, note.packages());
            }
            occasions.add(
                    new Occasion(run.id(), run.pipeline(), run.command(), run.began(), note.cause(), met, changes));
        }
        return occasions.reversed().stream().limit(atMost).toList();
    }

    private Note note(PastRun run, String image, String variant) {
        return handle.createQuery(
                        "select image.cause, attempt.packages from run"
                                + " join image on image.run_key = run.run_key and image.name = ?"
                                + " left join attempt on attempt.run_key = run.run_key and attempt.image = image.name"
                                + " and attempt.variant = ? and attempt.packages is not null"
                                + " where run.id = ? and run.pipeline = ? and run.began = ? order by attempt.position desc limit 1")
                .bind(0, image)
                .bind(1, variant)
                .bind(2, run.id())
                .bind(3, run.pipeline())
                .bind(4, run.began().toEpochMilli())
                .map((row, context) -> new Note(row.getString(1), row.getString(2)))
                .findFirst()
                .orElse(new Note("", null));
    }

    private List<String> changes(String earlier, String later) {
        Map<String, String> old = packages(earlier);
        Map<String, String> now = packages(later);
        List<String> changes = new ArrayList<>();
        now.forEach((name, version) -> {
            String was = old.get(name);
            if (was == null) {
                changes.add(name + " " + version + " added");
            } else if (!was.equals(version)) {
                changes.add(name + " " + was + " → " + version);
            }
        });
        old.forEach((name, version) -> {
            if (!now.containsKey(name)) {
                changes.add(name + " " + version + " gone");
            }
        });
        return changes;
    }

    private Map<String, String> packages(String list) {
        return lists.computeIfAbsent(list, hash -> {
            Map<String, String> packages = new TreeMap<>();
            handle.createQuery("select manager, name, version from package where list = ?")
                    .bind(0, hash)
                    .map((row, context) -> packages.put(row.getString(1) + " " + row.getString(2), row.getString(3)))
                    .list();
            return packages;
        });
    }
}
