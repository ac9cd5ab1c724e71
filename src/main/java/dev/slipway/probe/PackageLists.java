package dev.slipway.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.probe.PackageSurvey.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What package managers write down of what they have installed. Lines that make no sense are passed over. */
final class PackageLists {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\s*\\n");
    /** Of the tree of modules its first level: what lies deeper is some package's own copy. */
    private static final Pattern TOP_LEVEL = Pattern.compile("node_modules/((?:@[^/]+/)?[^/]+)");

    private PackageLists() {}

    /** {@code /var/lib/dpkg/status}, or a file of {@code status.d}, where what is not installed does not stand. */
    static List<Found> dpkg(String text) {
        List<Found> found = new ArrayList<>();
        for (String paragraph : PARAGRAPHS.split(text, -1)) {
            Map<String, String> fields = fields(paragraph, ": ");
            String status = fields.getOrDefault("Status", "install ok installed");
            if (status.endsWith(" installed")) {
                add(found, "dpkg", fields.getOrDefault("Package", ""), fields.getOrDefault("Version", ""));
            }
        }
        return found;
    }

    /** {@code /lib/apk/db/installed}: fields of one letter. */
    static List<Found> apk(String text) {
        List<Found> found = new ArrayList<>();
        for (String paragraph : PARAGRAPHS.split(text, -1)) {
            Map<String, String> fields = fields(paragraph, ":");
            add(found, "apk", fields.getOrDefault("P", ""), fields.getOrDefault("V", ""));
        }
        return found;
    }

    /** A lock file of npm, of any version, on the first level. */
    static List<Found> npm(String text) throws JsonProcessingException {
        List<Found> found = new ArrayList<>();
        JsonNode lock = JSON.readTree(text);
        lock.path("packages").properties().forEach(entry -> {
            Matcher place = TOP_LEVEL.matcher(entry.getKey());
            if (place.matches()) {
                add(
                        found,
                        "npm",
                        place.group(1),
                        entry.getValue().path("version").asText(""));
            }
        });
        if (!lock.has("packages")) {
            lock.path("dependencies")
                    .properties()
                    .forEach(entry -> add(
                            found,
                            "npm",
                            entry.getKey(),
                            entry.getValue().path("version").asText("")));
        }
        return found;
    }

    private static void add(List<Found> found, String manager, String name, String version) {
        if (!name.isEmpty() && !version.isEmpty()) {
            found.add(new Found(manager, Wording.excerpt(name, 200), Wording.excerpt(version, 100)));
        }
    }

    private static Map<String, String> fields(String paragraph, String separator) {
        Map<String, String> fields = new HashMap<>();
        paragraph.lines().forEach(line -> {
            int at = line.indexOf(separator);
            if (at > 0 && !Character.isWhitespace(line.charAt(0))) {
                fields.putIfAbsent(
                        line.substring(0, at),
                        line.substring(at + separator.length()).strip());
            }
        });
        return fields;
    }
}
