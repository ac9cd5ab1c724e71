package dev.slipway.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.model.Check;
import dev.slipway.model.Version;
import dev.slipway.model.VersionRange;
import dev.slipway.probe.OneOff.Ending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Modules that must import, each in a process of its own, as the image's user. A module that imports but complains on
 * stderr passes, with its complaint in the detail: only the exception decides.
 */
final class ImportQuestion {
    private final Asking asking;
    private final Check.Import check;

    private final List<String> complaints = new ArrayList<>();
    private final List<String> details = new ArrayList<>();
    private final Map<String, String> facts = new HashMap<>();
    /** Of all modules together, one after the other. */
    private double seconds;
    /** Of the module that took most, each being a process of its own. */
    private long rss;

    ImportQuestion(Asking asking, Check.Import check) {
        this.asking = asking;
        this.check = check;
    }

    ProbeResult ask() {
        try (Deadline deadline = new Deadline(asking.stop(), check.within())) {
            Python.Answer answer =
                    Python.run(asking, "imports.py", List.copyOf(check.modules().keySet()), deadline);
            if (answer.none()) {
                return Asking.no(check.title() + ": the image has no python3 or python", deadline, answer.ending());
            }
            Map<String, JsonNode> reports = new HashMap<>();
            answer.reports().forEach(report -> reports.put(report.path("module").asText(), report));
            check.modules().forEach((module, range) -> judge(module, range, reports.get(module), answer.ending()));
            facts.put("importMs", Long.toString(Math.round(seconds * 1000)));
            facts.put("importRssBytes", Long.toString(rss));
            return complaints.isEmpty()
                    ? new ProbeResult.Healthy(String.join(", ", details), facts)
                    : Asking.no(check.title() + ": " + String.join("; ", complaints), deadline, answer.ending());
        }
    }

    private void judge(String module, VersionRange range, @Nullable JsonNode report, Ending ending) {
        if (report == null) {
            complaints.add(module + " was not reached" + how(ending));
        } else if (report.has("started")) {
            complaints.add("importing " + module + " did not end" + how(ending));
        } else if (report.path("ok").asBoolean()) {
            imported(module, range, report);
        } else if (report.has("exit")) {
            complaints.add(died(module, report.path("exit").asInt()));
        } else {
            complaints.add(raised(module, report));
        }
    }

    private String how(Ending ending) {
        return switch (ending) {
            case Ending.Ended ended when ended.oomKilled() -> ": the container was killed for want of memory";
            case Ending.Ended ended -> ": Python ended with exit code " + ended.exit();
            case Ending.TooLong late -> " within " + Wording.time(check.within());
            case Ending.NotStarted notStarted -> ": Python did not start";
        };
    }

    private void imported(String module, VersionRange range, JsonNode report) {
        String version = version(report);
        double took = report.path("seconds").asDouble();
        long bytes = report.path("rssKib").asLong() * 1024;
        long megabytes = Math.round(bytes / 1e6);
        seconds += took;
        rss = Math.max(rss, bytes);
        Installed.complaint(module, version, range).ifPresent(complaints::add);
        facts.put(module + ".version", version);
        facts.put(module + ".importSeconds", String.format(Locale.ROOT, "%.3f", took));
        facts.put(module + ".rssMb", Long.toString(megabytes));
        String said = said(report);
        if (!said.isEmpty()) {
            facts.put(module + ".stderr", said);
        }
        details.add("%s (%.1fs, %d MB%s)"
                .formatted(
                        version.isEmpty() ? module : module + " " + Wording.excerpt(version, 60),
                        took,
                        megabytes,
                        said.isEmpty() ? "" : ", but said: " + said));
    }

    /** The module's own word counts, unless it is none that can be compared. */
    private static String version(JsonNode report) {
        String own = report.path("version").asText();
        String distribution = report.path("distributionVersion").asText();
        if (own.isEmpty()) {
            return distribution;
        }
        try {
            return Version.parse(own).text();
        } catch (IllegalArgumentException noVersion) {
            return distribution.isEmpty() ? own : distribution;
        }
    }

    private static String raised(String module, JsonNode report) {
        String missing = report.path("missing").asText();
        if (missing.equals(module)) {
            return "module " + module + " is not installed in the image";
        }
        if (!missing.isEmpty()) {
            return "importing %s needs module %s, which is not installed in the image"
                    .formatted(module, Wording.excerpt(missing, 60));
        }
        String said = said(report);
        return "importing %s raised %s: %s%s%s"
                .formatted(
                        module,
                        Wording.excerpt(report.path("error").asText(), 60),
                        Wording.excerpt(report.path("message").asText()),
                        at(Wording.excerpt(report.path("frame").asText(), 120)),
                        said.isEmpty() ? "" : ", having said: " + said);
    }

    private static String at(String frame) {
        return frame.isEmpty() ? "" : " (at " + frame + ")";
    }

    private static String died(String module, int code) {
        return code < 0
                ? "importing %s was ended by signal %d%s".formatted(module, -code, signal(-code))
                : "importing %s ended Python with exit code %d".formatted(module, code);
    }

    private static String signal(int number) {
        return switch (number) {
            case 4 -> " (illegal instruction: built for another processor?)";
            case 6 -> " (abort)";
            case 7 -> " (bus error)";
            case 8 -> " (arithmetic error)";
            case 9 -> " (kill, as the kernel does when memory is short)";
            case 11 -> " (segmentation fault)";
            default -> "";
        };
    }

    private static String said(JsonNode report) {
        return Wording.excerpt(report.path("stderr").asText(), 160);
    }
}
