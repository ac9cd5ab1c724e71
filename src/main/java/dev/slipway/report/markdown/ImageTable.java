package dev.slipway.report.markdown;

import dev.slipway.journal.ImageStory;
import dev.slipway.model.ByteSize;
import dev.slipway.model.Took;
import dev.slipway.report.PlainText;
import dev.slipway.report.RunReport;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.ImageEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The images of a run, one row each; in tables of a length that a page can be cut between. */
final class ImageTable {
    private static final int ROWS = 100;
    private static final int NOTE_LENGTH = 300;
    private static final String HEAD = "| | Image | Result | Time | Size | |\n| --- | --- | --- | --: | --: | --- |\n";

    private final RunReport report;

    ImageTable(RunReport report) {
        this.report = report;
    }

    List<String> blocks() {
        List<ImageStory> images = report.story().images();
        List<String> blocks = new ArrayList<>();
        for (int from = 0; from < images.size(); from += ROWS) {
            StringBuilder table = new StringBuilder(HEAD);
            images.subList(from, Math.min(images.size(), from + ROWS)).forEach(image -> table.append(row(image)));
            blocks.add(table.toString());
        }
        return blocks;
    }

    private String row(ImageStory image) {
        Optional<ImageEnded> ended = image.end();
        if (ended.isEmpty()) {
            return row(report.alive() ? "⏳" : "❌", image.name(), "unfinished", "", "", "");
        }
        ImageEnded end = ended.get();
        String by = image.hasLadder() && end.status().proven()
                ? ", by " + Escapes.codeInTable(end.result().variant())
                : "";
        return row(
                mark(end.status()),
                image.name(),
                end.status().name().toLowerCase(Locale.ROOT) + by,
                image.attempts().isEmpty() ? "" : Took.print(end.took()),
                end.result().bytes() > 0 ? ByteSize.print(end.result().bytes()) : "",
                note(image, end));
    }

    private static String row(String mark, String name, String result, String time, String size, String note) {
        return "| " + mark + " | " + Escapes.text(name) + " | " + result + " | " + time + " | " + size + " | "
                + Escapes.text(PlainText.atMost(NOTE_LENGTH, note)) + " |\n";
    }

    private static String note(ImageStory image, ImageEnded end) {
        if (!end.reason().isBlank()) {
            return end.reason();
        }
        int retries = image.retries().size();
        return retries == 0 ? "" : "after " + retries + (retries == 1 ? " retry" : " retries");
    }

    private static String mark(ImageStatus status) {
        return switch (status) {
            case BUILT, CACHED -> "✅";
            case DEGRADED -> "⚠️";
            case FAILED -> "❌";
            case BLOCKED -> "⏸️";
            case CANCELLED -> "🛑";
        };
    }
}
