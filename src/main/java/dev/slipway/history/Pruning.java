package dev.slipway.history;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Takes old runs out of the ledger. Their journals stay known, so that they are not folded again. What is compared with stays:
 * for each home that is still used, which is {@code asking} and those with a run that is not old, its own newest good runs; and
 * the newest ones of all homes together, which stand in for homes that are gone.
 *
 * @param asking the mark of the home that prunes
 */
record Pruning(Handle handle, Retention retention, Instant now, String asking) {
    private static final String GOOD = "select run_key, place, row_number() over (partition by %spipeline"
            + " order by began desc, id desc) as number from run where ending in ('PROVEN', 'DEGRADED')";
    private static final String BUILT = "select run.run_key, place, row_number() over (partition by %spipeline, name"
            + " order by began desc, run.id desc) as number from run join image on image.run_key = run.run_key"
            + " where status in ('BUILT', 'DEGRADED')";
    private static final String OF_EACH_HOME = "place, ";

    /** The ids of the runs that go, oldest first. */
    List<Long> doomed() {
        long horizon = now.minus(retention.age()).toEpochMilli();
        Set<Long> kept = kept(used(horizon));
        return handle
                .createQuery("select run_key from run where began < ? and ending <> 'RUNNING' and not (" + ofNights()
                        + ") order by began, id")
                .bind(0, horizon)
                .mapTo(Long.class)
                .list()
                .stream()
                .filter(key -> !kept.contains(key))
                .toList();
    }

    /** The marks of the homes that a run tells to be used. */
    private Set<String> used(long horizon) {
        Set<String> homes = new HashSet<>(
                handle.createQuery("select distinct place from run where began >= ? or (" + ofNights() + ")")
                        .bind(0, horizon)
                        .mapTo(String.class)
                        .list());
        homes.add(asking);
        return homes;
    }

    private Set<Long> kept(Set<String> homes) {
        Set<Long> kept = new HashSet<>();
        for (String sort : List.of(GOOD, BUILT)) {
            newest(sort.formatted("")).forEach(run -> kept.add(run.key()));
            newest(sort.formatted(OF_EACH_HOME)).stream()
                    .filter(run -> homes.contains(run.home()))
                    .forEach(run -> kept.add(run.key()));
        }
        return kept;
    }

    private record Newest(long key, String home) {}

    private List<Newest> newest(String ranked) {
        return handle.createQuery("select run_key, place from (" + ranked + ") as ranked where number = 1")
                .map((row, context) -> new Newest(row.getLong(1), row.getString(2)))
                .list();
    }

    private String ofNights() {
        if (retention.nights() == 0) {
            return "1 = 0";
        }
        return "began >= coalesce((select min(began) from (select began from run as night where night.pipeline = run.pipeline"
                + " and night.command = 'nightly' order by began desc limit " + retention.nights()
                + ") as newest), 0)";
    }

    int prune() {
        List<Long> doomed = doomed();
        doomed.forEach(key -> handle.execute("delete from run where run_key = ?", key));
        if (!doomed.isEmpty()) {
            new Lists(handle).forgetUnused();
        }
        return doomed.size();
    }
}
