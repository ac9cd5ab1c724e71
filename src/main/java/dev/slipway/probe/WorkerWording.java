package dev.slipway.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.model.WorkerCheck.Job;
import dev.slipway.probe.Patience.Sight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What all programs that ask workers may have seen, in words that go on from "last". */
final class WorkerWording {
    private WorkerWording() {}

    static Sight sight(Optional<Job> job, Duration within, JsonNode report) {
        return switch (report.path("kind").asText()) {
            case "library-missing" ->
                never("%s has no %s: the container's Python cannot import it"
                        .formatted(text(report, "python"), text(report, "library")));
            case "module-missing" ->
                never("there is no module %s in %s or on Python's path"
                        .formatted(text(report, "module"), text(report, "folder")));
            case "attribute-missing" ->
                never("the module %s has no %s%s"
                        .formatted(text(report, "module"), text(report, "attribute"), there(report)));
            case "dependency-missing" ->
                never("importing %s needs module %s, which is not installed in the image"
                        .formatted(text(report, "module"), text(report, "missing")));
            case "import-raised" ->
                new Sight.NotYet("try to import %s raised %s".formatted(text(report, "module"), error(report)));
            case "no-app" ->
                never("%s is no Celery app but a %s".formatted(text(report, "path"), text(report, "type")));
            case "job-raised" -> never("%s raised %s".formatted(job(job), error(report)));
            case "job-running" ->
                never("%s was taken, and had not ended after %s".formatted(job(job), Wording.time(within)));
            case "wrong-result" ->
                never("%s resulted in %s, not in %s"
                        .formatted(
                                job(job),
                                text(report, "got"),
                                Wording.excerpt(job.flatMap(Job::wanted).orElse(""))));
            case "done" ->
                new Sight.Expected(
                        "%s resulted in %s".formatted(job(job), Wording.excerpt(text(report, "got"), 80)),
                        Map.of(
                                "job.seconds",
                                String.format(
                                        Locale.ROOT,
                                        "%.3f",
                                        report.path("seconds").asDouble())));
            default -> new Sight.NotYet("answer cannot be read");
        };
    }

    static Sight.Pointless never(String seen) {
        return new Sight.Pointless(seen, null, false);
    }

    static String text(JsonNode report, String field) {
        return Wording.excerpt(report.path(field).asText());
    }

    static String error(JsonNode report) {
        String message = text(report, "message");
        return text(report, "error") + (message.isEmpty() ? "" : ": " + message);
    }

    static String job(Optional<Job> job) {
        return job.map(Job::name).map(Wording::excerpt).orElse("the job");
    }

    static List<String> list(JsonNode report, String field) {
        List<String> items = new ArrayList<>();
        report.path(field).forEach(item -> items.add(Wording.excerpt(item.asText(), 60)));
        return items;
    }

    static String times(int count, String what) {
        return count == 1 ? "1 " + what : count + " " + what + "s";
    }

    private static String there(JsonNode report) {
        List<String> names = list(report, "there");
        return names.isEmpty() ? "" : "; it has " + String.join(", ", names);
    }
}
