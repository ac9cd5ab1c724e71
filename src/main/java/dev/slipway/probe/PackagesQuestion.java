package dev.slipway.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.knowledge.PythonPackages;
import dev.slipway.model.Check;
import dev.slipway.probe.OneOff.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Distributions that must, or must not, be installed in the image's Python. Names compare as on PyPI. */
final class PackagesQuestion {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final Asking asking;
    private final Check.Packages check;

    PackagesQuestion(Asking asking, Check.Packages check) {
        this.asking = asking;
        this.check = check;
    }

    ProbeResult ask() {
        try (Deadline deadline = new Deadline(asking.stop(), WITHIN)) {
            Python.Answer answer = Python.run(asking, "packages.py", List.of(), deadline);
            return switch (answer.ending()) {
                case Ending ending
                when answer.none() ->
                    Asking.no(check.title() + ": the image has no python3 or python", deadline, ending);
                case Ending.NotStarted none ->
                    Asking.no(check.title() + ": the image has no python3 or python", deadline, none);
                case Ending.TooLong late ->
                    Asking.no(
                            "%s: no list of distributions in %s".formatted(check.title(), Wording.time(WITHIN)),
                            deadline,
                            late);
                case Ending.Ended ended
                when ended.exit() != 0 ->
                    Asking.no(
                            "%s: listing the distributions ended with exit code %d"
                                    .formatted(check.title(), ended.exit()),
                            deadline,
                            ended);
                case Ending.Ended ended -> judge(answer.reports(), deadline, ended);
            };
        }
    }

    private ProbeResult judge(List<JsonNode> reports, Deadline deadline, Ending ending) {
        Map<String, String> installed = new LinkedHashMap<>();
        // The first one on the path is the one that is imported.
        reports.forEach(report -> installed.putIfAbsent(
                PythonPackages.normal(report.path("name").asText()),
                report.path("version").asText()));
        List<String> complaints = new ArrayList<>();
        Map<String, String> facts = new LinkedHashMap<>();
        check.wanted().forEach((name, range) -> {
            String version = installed.get(PythonPackages.normal(name));
            if (version == null) {
                complaints.add(name + " is not installed");
            } else {
                facts.put(name + ".version", version);
                Installed.complaint(name, version, range).ifPresent(complaints::add);
            }
        });
        for (String name : check.absent()) {
            String version = installed.get(PythonPackages.normal(name));
            if (version != null) {
                complaints.add("%s %s is installed, and must not be".formatted(name, Wording.excerpt(version, 60)));
            }
        }
        facts.put("packages.count", Integer.toString(installed.size()));
        return complaints.isEmpty()
                ? new ProbeResult.Healthy(installed.size() + " installed, all as wanted", facts)
                : Asking.no(check.title() + ": " + String.join("; ", complaints), deadline, ending);
    }
}
