package dev.slipway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.console.OutputMode;
import dev.slipway.console.Sanitizer;
import dev.slipway.engine.StopSignal;
import dev.slipway.nightly.Night;
import dev.slipway.nightly.Nights.Told;
import dev.slipway.nightly.Review;
import dev.slipway.nightly.Standing;
import dev.slipway.nightly.Transition;
import dev.slipway.notices.Delivery;
import dev.slipway.notices.Delivery.Fate;
import dev.slipway.notices.Notice;
import dev.slipway.notices.Outbox;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells what nights changed: here, after the run's own display, and to whom the pipeline says. */
record NightTeller(Shell shell, RunOptions options, Review review) {
    void print() {
        OutputMode mode = options.output().mode();
        switch (mode) {
            case JSON -> review.untold().forEach(night -> shell.out().println(json(night)));
            case AUTO, TTY, PLAIN, QUIET -> lines(mode == OutputMode.QUIET).forEach(shell.out()::println);
        }
        shell.out().flush();
    }

    /** Who wants quiet is told what changed, and nothing when nothing did. */
    private List<String> lines(boolean quiet) {
        boolean news = review.untold().stream()
                .flatMap(night -> night.transitions().stream())
                .anyMatch(Transition::told);
        if (quiet && !news && !review.vigil().failed()) {
            return List.of();
        }
        return review.lines().stream()
                .map(line -> Sanitizer.clean(MaskedLayout.MASK.hide(line)))
                .toList();
    }

    /** One line, as the run's own events are. */
    private String json(Told night) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("event", "night");
        value.put("at", night.night().began().toString());
        value.put("pipeline", review.bulletin().pipeline());
        value.put("number", review.nights().indexOf(night) + 1);
        value.put("run", night.night() instanceof Night.Ran ran ? ran.run().id() : "");
        List<Map<String, Object>> news = new ArrayList<>();
        for (Transition transition : night.transitions()) {
            news.add(Map.of(
                    "kind", transition.kind(),
                    "subject", transition.subject().toString(),
                    "headline", MaskedLayout.MASK.hide(review.bulletin().headline(transition)),
                    "flaky",
                            review.bulletin().known(transition.subject(), night.night()).stream()
                                    .map(MaskedLayout.MASK::hide)
                                    .toList()));
        }
        value.put("changed", news);
        value.put("standings", standings(night.after().standings().values()));
        value.put("failed", night.after().failed());
        value.put("stale", night.after().stale());
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers can be written", impossible);
        }
    }

    static List<Map<String, Object>> standings(Iterable<Standing> standings) {
        List<Map<String, Object>> values = new ArrayList<>();
        for (Standing standing : standings) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("subject", standing.subject().toString());
            value.put("is", standing.subject().kind().name().toLowerCase(Locale.ROOT));
            value.put("since", standing.since().toString());
            switch (standing) {
                case Standing.Good good -> value.put("state", "good");
                case Standing.Failing failing -> {
                    value.put("state", "failing");
                    value.put("nights", failing.nights());
                    value.put("why", MaskedLayout.MASK.hide(failing.trouble().words()));
                }
                case Standing.Degraded degraded -> {
                    value.put("state", "degraded");
                    value.put("nights", degraded.nights());
                    value.put("variant", degraded.variant());
                    value.put("due", degraded.due());
                    value.put("why", MaskedLayout.MASK.hide(degraded.trouble().words()));
                }
            }
            values.add(value);
        }
        return values;
    }

    /**
     * A notice that cannot be kept is told here, and fails nothing.
     *
     * @return when the first night began of which something could not be kept, so that the next one tells of it again
     */
    Optional<Instant> put(Outbox outbox) {
        Optional<Instant> lost = Optional.empty();
        for (Told night : review.untold()) {
            for (Notice notice : review.bulletin().notices(night)) {
                try {
                    outbox.put(notice);
                } catch (UncheckedIOException unwritable) {
                    tell(
                            shell,
                            unwritable.getMessage() + ": " + unwritable.getCause() + ". The next night tries again.");
                    lost = lost.or(() -> Optional.of(night.night().began()));
                }
            }
        }
        return lost;
    }

    /** Sends what waits, of earlier nights too. What cannot be sent is told here, and fails nothing. */
    static void deliver(Outbox outbox, Shell shell, StopSignal stop) {
        try {
            for (Delivery delivery : outbox.deliver(Outbox.Haste.WHEN_DUE, stop)) {
                String what = "the notice '" + delivery.headline() + "' to " + delivery.target();
                switch (delivery.fate()) {
                    case Fate.Sent(String remark) -> {
                        if (!remark.isEmpty()) {
                            tell(shell, "sending " + what + ": " + remark);
                        }
                    }
                    case Fate.Waits(String why, Instant until) ->
                        tell(shell, "sending " + what + ": " + why + ". It is tried again.");
                    case Fate.GivenUp(String why) ->
                        tell(shell, "sending " + what + ": " + why + ". It is not tried again.");
                    case Fate.Skipped(String why) -> tell(shell, "not sending " + what + ": " + why);
                }
            }
        } catch (UncheckedIOException unusable) {
            tell(shell, unusable.getMessage() + ": " + unusable.getCause());
        }
    }

    private static void tell(Shell shell, String line) {
        shell.err().println("slipway: " + Sanitizer.clean(MaskedLayout.MASK.hide(line)));
    }
}
