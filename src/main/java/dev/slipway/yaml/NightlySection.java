package dev.slipway.yaml;

import dev.slipway.model.Nightly;
import dev.slipway.model.NoticeTarget;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code nightly}. */
final class NightlySection {
    private static final Pattern NIGHTS = Pattern.compile("([1-9][0-9]{0,2})(?: nights?)?");

    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Duration LONGEST_JITTER = Duration.ofHours(12);

    private static final Key<LocalTime> AT = Key.of(
                    "at", Words.TIME, "\"02:30\"", "The local time at which the pipeline is verified by itself.")
            .otherwise("not by itself")
            .strangers("time", "schedule", "cron");
    private static final Key<Integer> FAIL_AFTER = Key.of(
                    "fail-after",
                    Text.of("a number of nights", "3 nights", "^[1-9][0-9]{0,2}( nights?)?$", NightlySection::nights),
                    "3 nights",
                    "After so many nights in a row of being degraded, an image counts as failed.")
            .mandatory();
    private static final Key<Duration> JITTER = Key.of(
                    "jitter",
                    Durations.DURATION,
                    "15m",
                    "A night begins up to so much after its time, so that not all pipelines begin at once.")
            .otherwise("none");
    private static final Key<Duration> STALE_AFTER = Key.of(
                    "stale-after",
                    Durations.DURATION,
                    "36h",
                    "Without a good night for so long, the pipeline is stale, and that is told.")
            .fallback("36h")
            .strangers("stale");
    private static final Key<NoticeTarget.Address> HEARTBEAT = Key.of(
                    "heartbeat",
                    NoticeSection.ADDRESS,
                    "{env: SLIPWAY_HEARTBEAT}",
                    "The address that is asked by GET after each night that was whole, or the secret that holds it, for "
                            + "a service that raises the alarm when it hears nothing.")
            .otherwise("none")
            .strangers("ping", "healthcheck", "dead-man");

    private static final Key<Integer> DEGRADED = Key.of(
                    "degraded",
                    Fields.of(
                            "degraded",
                            "How long images may stay degraded.",
                            List.of(FAIL_AFTER),
                            section -> section.optional(FAIL_AFTER)),
                    "{fail-after: 3 nights}",
                    "How long images may stay degraded.")
            .otherwise("for ever");
    private static final Key<List<NoticeTarget>> NOTIFY = Key.of(
                    "notify",
                    ListOf.any(NoticeSection.SHAPE),
                    "[{webhook: {env: SLIPWAY_WEBHOOK}}]",
                    "Who is told of what changed since the last night.")
            .otherwise("nobody")
            .strangers("notification", "notifications", "notices");

    static final Fields<Nightly> SHAPE = Fields.of(
            "nightly",
            "When the pipeline is verified by itself, with fresh bases and nothing reused, and who is told.",
            List.of(AT, JITTER, STALE_AFTER, DEGRADED, HEARTBEAT, NOTIFY),
            NightlySection::read);

    private NightlySection() {}

    private static Nightly read(Section section) {
        LocalTime time = section.optional(AT);
        Duration jitter = section.value(JITTER, Duration.ZERO);
        Duration staleAfter = section.value(STALE_AFTER);
        if (jitter.compareTo(LONGEST_JITTER) > 0) {
            section.at(JITTER).problem("the jitter is more than half a day", null);
        }
        if (time != null && staleAfter.compareTo(A_DAY.plus(jitter)) < 0) {
            section.at(STALE_AFTER)
                    .problem(
                            "the pipeline would be stale before each night, as one may follow " + A_DAY.toHours() + " h"
                                    + (jitter.isZero() ? "" : " and the jitter") + " after the other",
                            null);
        }
        return new Nightly(
                time,
                jitter,
                staleAfter,
                section.value(DEGRADED, 0),
                section.optional(HEARTBEAT),
                section.value(NOTIFY, List.<NoticeTarget>of()));
    }

    private static int nights(String text) {
        Matcher matcher = NIGHTS.matcher(text);
        if (!matcher.matches()) {
            throw new Misread(Quoted.of(text) + " is not a number of nights, such as 3 nights", null);
        }
        return Integer.parseInt(matcher.group(1));
    }
}
