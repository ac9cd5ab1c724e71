package dev.slipway.yaml;

import dev.slipway.model.Nightly;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code nightly}. */
final class NightlySection {
    private static final Pattern NIGHTS = Pattern.compile("([1-9][0-9]{0,2})(?: nights?)?");

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
    private static final Key<String> WEBHOOK = Key.of(
                    "webhook",
                    Words.WEBHOOK,
                    "\"${SLIPWAY_WEBHOOK:-https://chat.example.org/hooks/slipway}\"",
                    "The address that is told, by a POST of JSON.")
            .mandatory()
            .strangers("url", "slack");

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
    private static final Key<List<String>> NOTIFY = Key.of(
                    "notify",
                    ListOf.any(Fields.of(
                            "notice", "Who is told.", List.of(WEBHOOK), section -> section.optional(WEBHOOK))),
                    "[{webhook: \"https://chat.example.org/hooks/slipway\"}]",
                    "Who is told of what changed since the last good night.")
            .otherwise("nobody")
            .strangers("notification", "notifications");

    static final Fields<Nightly> SHAPE = Fields.of(
            "nightly",
            "When the pipeline is verified by itself, with fresh bases and nothing reused, and who is told.",
            List.of(AT, DEGRADED, NOTIFY),
            section -> new Nightly(section.optional(AT), section.value(DEGRADED, 0), section.value(NOTIFY, List.of())));

    private NightlySection() {}

    private static int nights(String text) {
        Matcher matcher = NIGHTS.matcher(text);
        if (!matcher.matches()) {
            throw new Misread(Quoted.of(text) + " is not a number of nights, such as 3 nights", null);
        }
        return Integer.parseInt(matcher.group(1));
    }
}
