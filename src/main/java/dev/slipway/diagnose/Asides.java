package dev.slipway.diagnose;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the lines that must not be judged. A builder repeats the failed command and the Dockerfile around it, and those
 * hold words such as "not found" by the author's own hand; and in the log of a whole build, steps that ended well print
 * alarming things too.
 */
final class Asides {
    private static final Pattern ECHO = Pattern.compile("^(?:ERROR: |error: )?(?:"
            + "Step \\d+(?:/\\d+)? : |(?:=> )?(?:ERROR |CACHED )?\\[[^\\]]*\\d+/\\d+\\] (?:RUN|COPY|ADD|FROM|WORKDIR) | > \\[.*\\] (?:RUN|COPY|ADD) "
            + "|The command '.*' returned a non-zero code: \\d+|.*process \".*\" did not complete successfully: exit code: \\d+"
            + "|executor failed running \\[.*\\]: exit code: \\d+|\\s{0,6}\\d+ \\| (?:>>> |    )"
            + "|\\+ [^~]| ---> Running in )");
    private static final Pattern STEP = Pattern.compile("^#(\\d+) ");
    private static final Pattern STEP_DONE = Pattern.compile("^#(\\d+) DONE \\d");
    private static final Pattern CLASSIC_RUNNING = Pattern.compile("^ ---> Running in [0-9a-f]{12}");
    private static final Pattern CLASSIC_DONE =
            Pattern.compile("^(?:Removing intermediate container | ---> [0-9a-f]{12}$)");

    private Asides() {}

    static List<Line> mark(List<Line> lines, List<String> raw) {
        Set<Integer> good = linesOfGoodSteps(raw);
        return lines.stream()
                .map(line -> good.contains(line.number())
                                || ECHO.matcher(line.text()).find()
                        ? line.asAside()
                        : line)
                .toList();
    }

    private static Set<Integer> linesOfGoodSteps(List<String> raw) {
        Set<String> done = new HashSet<>();
        Set<Integer> good = new HashSet<>();
        List<Integer> running = new ArrayList<>();
        for (int at = raw.size() - 1; at >= 0; at--) {
            String line = raw.get(at);
            if (line.startsWith("#")) {
                Matcher end = STEP_DONE.matcher(line);
                if (end.find()) {
                    done.add(end.group(1));
                }
                Matcher step = STEP.matcher(line);
                if (step.find() && done.contains(step.group(1))) {
                    good.add(at + 1);
                }
            }
        }
        boolean inside = false;
        for (int at = 0; at < raw.size(); at++) {
            String line = raw.get(at);
            boolean told = line.startsWith(" ---> ") || line.startsWith("Removing");
            if (told && CLASSIC_RUNNING.matcher(line).find()) {
                inside = true;
                running.clear();
            } else if (inside && told && CLASSIC_DONE.matcher(line).find()) {
                good.addAll(running);
                inside = false;
            } else if (inside) {
                running.add(at + 1);
            }
        }
        return good;
    }
}
