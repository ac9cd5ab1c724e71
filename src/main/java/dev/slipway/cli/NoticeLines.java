package dev.slipway.cli;

import dev.slipway.console.Sanitizer;
import dev.slipway.notices.Delivery;
import dev.slipway.notices.Delivery.Fate;
import dev.slipway.notices.Waiting;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Notices and what became of them, for people. Times are those of {@code zone}. */
record NoticeLines(ZoneId zone) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    List<String> waiting(List<String> targets, List<Waiting> waiting) {
        List<String> lines = new ArrayList<>();
        if (targets.isEmpty()) {
            lines.add("nobody is told: the pipeline file has no 'nightly: {notify: …}'");
        } else {
            targets.forEach(target -> lines.add("told are  " + target));
        }
        lines.add("");
        lines.add(
                switch (waiting.size()) {
                    case 0 -> "no notice waits";
                    case 1 -> "1 notice waits; 'slipway nightly notices --send' tries it now";
                    default -> waiting.size() + " notices wait; 'slipway nightly notices --send' tries them now";
                });
        for (Waiting one : waiting) {
            lines.add("");
            lines.add(one.notice().headline());
            lines.add("  for      " + one.label());
            lines.add("  since    " + time(one.since()) + tries(one.tries()));
            if (!one.why().isEmpty()) {
                lines.add("  because  " + one.why());
                lines.add("  next     with the first night or timer after " + time(one.notBefore()));
            }
        }
        return shown(lines);
    }

    List<String> sent(List<Delivery> deliveries) {
        if (deliveries.isEmpty()) {
            return List.of("no notice waits");
        }
        return shown(deliveries.stream()
                .map(delivery -> outcome(delivery) + "  " + delivery.headline() + ", for " + delivery.target()
                        + reason(delivery.fate()))
                .toList());
    }

    List<String> tested(List<Delivery> deliveries) {
        return shown(deliveries.stream()
                .map(delivery -> outcome(delivery) + "  " + delivery.target() + reason(delivery.fate()))
                .toList());
    }

    private static String outcome(Delivery delivery) {
        return switch (delivery.fate()) {
            case Fate.Sent sent -> "sent    ";
            case Fate.Waits waits -> "waits   ";
            case Fate.GivenUp given -> "not sent";
            case Fate.Skipped skipped -> "skipped ";
        };
    }

    private static String reason(Fate fate) {
        String why =
                switch (fate) {
                    case Fate.Sent sent -> sent.remark();
                    case Fate.Waits waits -> waits.why();
                    case Fate.GivenUp given -> given.why();
                    case Fate.Skipped skipped -> skipped.why();
                };
        return why.isEmpty() ? "" : ": " + why;
    }

    private static String tries(int tries) {
        return switch (tries) {
            case 0 -> ", not tried yet";
            case 1 -> ", tried once";
            default -> ", tried " + tries + " times";
        };
    }

    private String time(Instant instant) {
        return MINUTE.format(instant.atZone(zone));
    }

    private static List<String> shown(List<String> lines) {
        return lines.stream()
                .map(line -> Sanitizer.clean(MaskedLayout.MASK.hide(line)))
                .toList();
    }
}
