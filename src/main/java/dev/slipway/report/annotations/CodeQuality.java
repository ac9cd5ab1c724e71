package dev.slipway.report.annotations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.report.Declared;
import dev.slipway.report.Place;
import dev.slipway.report.PlainText;
import dev.slipway.report.RunReport;
import dev.slipway.report.Trouble;
import dev.slipway.report.Trouble.Weight;
import dev.slipway.report.Troubles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What failed in a run as a code quality report of GitLab, which a merge request shows at the lines. What has no place in
 * the project is left out: GitLab has no words for it. Safe for any thread.
 */
public final class CodeQuality {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 1_000;

    private CodeQuality() {}

    public static void write(RunReport report, Declared declared, Writer out) {
        ArrayNode issues = JSON.createArrayNode();
        for (Trouble trouble : Troubles.of(report, declared)) {
            trouble.where().filter(Place::inside).ifPresent(place -> issue(issues.addObject(), trouble, place));
        }
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(out, issues);
        } catch (IOException refused) {
            throw new UncheckedIOException("writing the code quality report", refused);
        }
    }

    private static void issue(ObjectNode issue, Trouble trouble, Place place) {
        String text = PlainText.line(trouble.headline() + ": " + trouble.sentence());
        issue.put("description", PlainText.atMost(LONGEST, text))
                .put("check_name", trouble.rule())
                .put("fingerprint", fingerprint(trouble, place))
                .put("severity", severity(trouble.weight()));
        issue.putObject("location")
                .put("path", place.path())
                .putObject("lines")
                .put("begin", Math.max(1, place.line()));
    }

    private static String severity(Weight weight) {
        return switch (weight) {
            case ERROR -> "critical";
            case WARNING -> "major";
            case NOTE -> "info";
        };
    }

    /** The line is no part of it: what moves in its file is the same trouble. */
    private static String fingerprint(Trouble trouble, Place place) {
        String what = String.join("\0", place.path(), trouble.rule(), trouble.headline(), trouble.step());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new LinkageError("every JDK has SHA-256", impossible);
        }
    }
}
