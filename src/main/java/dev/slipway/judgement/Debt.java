package dev.slipway.judgement;

import dev.slipway.past.PastImage;
import dev.slipway.past.PastRun;
import dev.slipway.past.PastRun.Ending;
import dev.slipway.run.ImageStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * An image that works by a lower rung, night after night. {@code nights} are those on which it was seen degraded since {@code
 * since}, the beginning of the first of them; several runs of one day are one night. {@code variant} is the rung of the last one,
 * {@code reason} why it is no better.
 */
public record Debt(String pipeline, String image, int nights, Instant since, String variant, String reason) {
    /** Only these count: other runs may keep a degraded image without asking again. */
    private static final String NIGHTLY = "nightly";

    /**
     * Of each image that was degraded in the last night that tells of it. A good night pays the debt; one that failed, was cut off
     * or did not come to the image neither adds to it nor pays it. An image that was not planned in its pipeline's last night that
     * ended owes nothing any more.
     *
     * @param runs of any commands, in any order
     * @param zone in which days are counted
     */
    public static List<Debt> of(List<PastRun> runs, ZoneId zone) {
        Map<List<String>, List<Night>> byImage = new LinkedHashMap<>();
        runs.stream()
                .filter(run -> run.command().equals(NIGHTLY))
                .sorted(Comparator.comparing(PastRun::began).thenComparing(PastRun::id))
                .forEach(run -> run.images().forEach(image -> byImage.computeIfAbsent(
                                List.of(run.pipeline(), image.name()), key -> new ArrayList<>())
                        .add(new Night(run, image))));
        Map<String, PastRun> last = lastEnded(runs);
        return byImage.values().stream()
                .flatMap(nights -> owed(nights, zone).stream())
                .filter(debt -> Optional.ofNullable(last.get(debt.pipeline()))
                        .map(run -> run.image(debt.image()).isPresent())
                        .orElse(true))
                .sorted(Comparator.comparing(Debt::since)
                        .thenComparing(Debt::pipeline)
                        .thenComparing(Debt::image))
                .toList();
    }

    /** The last night of each pipeline that told its whole plan, for sure. */
    private static Map<String, PastRun> lastEnded(List<PastRun> runs) {
        return runs.stream()
                .filter(run -> run.command().equals(NIGHTLY))
                .filter(run -> run.ending() != Ending.CUT_OFF && run.ending() != Ending.RUNNING)
                .collect(Collectors.toMap(
                        PastRun::pipeline,
                        run -> run,
                        BinaryOperator.maxBy(
                                Comparator.comparing(PastRun::began).thenComparing(PastRun::id))));
    }

    private record Night(PastRun run, PastImage image) {}

    private static Optional<Debt> owed(List<Night> nights, ZoneId zone) {
        List<Night> degraded = new ArrayList<>();
        for (Night night : nights) {
            Optional<ImageStatus> status = night.image().ended();
            if (status.isEmpty()) {
                continue;
            }
            switch (status.get()) {
                case DEGRADED -> degraded.add(night);
                case BUILT, CACHED -> degraded.clear();
                case FAILED, BLOCKED, CANCELLED -> {}
            }
        }
        if (degraded.isEmpty()) {
            return Optional.empty();
        }
        Set<LocalDate> days = new HashSet<>();
        degraded.forEach(night -> days.add(night.run().began().atZone(zone).toLocalDate()));
        Night last = degraded.getLast();
        return Optional.of(new Debt(
                last.run().pipeline(),
                last.image().name(),
                days.size(),
                degraded.getFirst().run().began(),
                last.image().variant(),
                last.image().reason()));
    }

    /** One sentence without a full stop. */
    public String words() {
        return image + " has been degraded for " + nights + (nights == 1 ? " night" : " nights") + ", since "
                + since.toString().substring(0, 10) + (variant.isEmpty() ? "" : ", by variant " + variant)
                + (reason.isEmpty() ? "" : ": " + reason);
    }
}
