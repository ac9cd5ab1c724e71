package dev.slipway.history;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Takes old runs out of the ledger. Their journals stay known, so that they are not folded again. */
record Pruning(Handle handle, Retention retention, Instant now) {
    private static final String NEWEST_GOOD = "select run_key from (select run_key, row_number() over"
            + " (partition by place, pipeline order by began desc, id desc) as number from run"
            + " where ending in ('PROVEN', 'DEGRADED')) as ranked where number = 1";
    private static final String NEWEST_BUILT = "select run_key from (select run.run_key, row_number() over"
            + " (partition by place, pipeline, name order by began desc, run.id desc) as number from run"
            + " join image on image.run_key = run.run_key where status in ('BUILT', 'DEGRADED')) as ranked where number = 1";

    /** The ids of the runs that go, oldest first. */
    List<Long> doomed() {
        Set<Long> kept = new HashSet<>(keys(NEWEST_GOOD));
        kept.addAll(keys(NEWEST_BUILT));
        long horizon = now.minus(retention.age()).toEpochMilli();
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

    private List<Long> keys(String sql) {
        return handle.createQuery(sql).mapTo(Long.class).list();
    }
}
