package dev.slipway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.slipway.console.Look;
import dev.slipway.console.Sanitizer;
import dev.slipway.doctor.Finding;
import dev.slipway.doctor.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the doctor saw, as lines under titles or as JSON. */
record DoctorLines(Look look) {
    private static final String MARGIN = "  ";

    List<String> text(List<Observation> seen) {
        int width =
                seen.stream().mapToInt(line -> line.subject().length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        Observation.Area before = null;
        for (Observation line : seen) {
            if (line.area() != before) {
                before = line.area();
                lines.add("");
                lines.add(before.title());
            }
            String subject = Sanitizer.clean(line.subject());
            lines.add(MARGIN + mark(line.finding()) + " " + subject
                    + " ".repeat(Math.max(0, width - subject.length())) + MARGIN
                    + Sanitizer.clean(line.finding().seen()));
            String remedy = remedy(line.finding());
            if (!remedy.isEmpty()) {
                lines.add(MARGIN + " ".repeat(width + 2) + MARGIN + Sanitizer.clean(remedy));
            }
        }
        lines.add("");
        lines.add(summary(seen));
        return lines;
    }

    private String mark(Finding finding) {
        return switch (finding) {
            case Finding.Fine fine -> toned("32", look.unicode() ? "✓" : "+");
            case Finding.Warning warning -> toned("1;33", "!");
            case Finding.Broken broken -> toned("1;31", look.unicode() ? "✗" : "x");
            case Finding.Skipped skipped -> toned("2", look.unicode() ? "○" : "-");
        };
    }

    private String toned(String code, String mark) {
        return look.colour() ? "\u001b[" + code + "m" + mark + "\u001b[0m" : mark;
    }

    private static String remedy(Finding finding) {
        return switch (finding) {
            case Finding.Fine fine -> "";
            case Finding.Skipped skipped -> "";
            case Finding.Warning(String seen, String remedy) -> remedy;
            case Finding.Broken(String seen, String remedy) -> remedy;
        };
    }

    private static String summary(List<Observation> seen) {
        long broken = count(seen, Finding.Broken.class);
        long warnings = count(seen, Finding.Warning.class);
        if (broken == 0 && warnings == 0) {
            return "nothing found that would break a build";
        }
        String warned = warnings + (warnings == 1 ? " warning" : " warnings");
        return broken == 0 ? warned + "; builds can work" : broken + " will break builds, " + warned;
    }

    private static long count(List<Observation> seen, Class<? extends Finding> kind) {
        return seen.stream().filter(line -> kind.isInstance(line.finding())).count();
    }

    private static String word(Finding finding) {
        return switch (finding) {
            case Finding.Fine fine -> "fine";
            case Finding.Warning warning -> "warning";
            case Finding.Broken broken -> "broken";
            case Finding.Skipped skipped -> "skipped";
        };
    }

    static String json(String version, List<Observation> seen) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Observation line : seen) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("area", line.area().title());
            value.put("subject", line.subject());
            value.put("state", word(line.finding()));
            value.put("seen", line.finding().seen());
            if (!remedy(line.finding()).isEmpty()) {
                value.put("remedy", remedy(line.finding()));
            }
            lines.add(value);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", version);
        document.put("broken", count(seen, Finding.Broken.class));
        document.put("warnings", count(seen, Finding.Warning.class));
        document.put("examinations", lines);
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers can be written", impossible);
        }
    }
}
