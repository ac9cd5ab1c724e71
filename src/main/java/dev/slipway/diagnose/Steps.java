package dev.slipway.diagnose;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.slipway.diagnose.Line.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the failing step's own lines from all others. A builder repeats the failed command and the Dockerfile around
 * it, and those hold words such as "not found" by the author's own hand; and in the log of a whole build, steps that
 * ended well or were cancelled print alarming things too.
 */
final class Steps {
    /** What a builder or a shell repeats; nothing here looks further than it must. */
    private static final Clue ECHO = Clue.of(
            "^(?:ERROR: |error: )?(?:"
                    + "(?:Step|STEP) \\d+(?:/\\d+)? ?: |\\s*(?:=> )?(?:ERROR |CACHED )?\\[[^\\]]*\\d+/\\d+\\] (?:RUN|COPY|ADD|FROM|WORKDIR) | ?> \\[.*\\] (?:RUN|COPY|ADD) "
                    + "|\\s{0,6}\\d+ \\| (?:>>> |    )|\\+ [^~]| ---> Running in |(?:RUN|Running: \\[|Cmd: |Args: \\[) ?\\S|\\[command\\])");

    private static final Clue HEAD = Clue.of("^\\[[^\\]]*\\d+/\\d+\\] (?:RUN|COPY|ADD|FROM|WORKDIR) ");

    private static final String ECHO_BEGINS = "EeS=C[>-+RA";
    private static final Clue DONE = Clue.of("^(?:DONE \\d|CACHED$)");
    private static final Pattern CLASSIC_STEP = Pattern.compile("^(?:Step|STEP) (\\d+)(?:/\\d+)? ?: ");
    private static final Clue CLASSIC_DONE = Clue.of(
            "^(?:Removing intermediate container | ---> [0-9a-f]{12}$|--> [0-9a-f]{8,64}$|Taking snapshot of )");
    /** A shell tells of the last command of a pipe only, so a step whose script was never fetched ends well. */
    private static final Clue PIPED_TO_SHELL =
            Clue.of("^\\[.*\\d+/\\d+\\] RUN .*\\| *(?:sudo (?:-\\w+ )*)?(?:/\\S*/)?(?:ba|da|z)?sh\\b");

    private static final Clue NOT_FETCHED = Clue.of("^(?:curl: \\(\\d+\\) |wget: |ERROR: cannot verify )");

    private static final Clue CLASSIC_FAILED = Clue.of(
            "returned a non-zero code|^Error: (?:error )?(?:building|committing|creating|initializing|determining) ");
    private static final String RULER = "------";

    private final List<Line> lines;
    private final Standing[] standings;

    private Steps(List<Line> lines) {
        this.lines = lines;
        this.standings = new Standing[lines.size()];
        for (int at = 0; at < standings.length; at++) {
            standings[at] = lines.get(at).standing();
        }
    }

    static List<Line> mark(List<Line> lines) {
        Steps steps = new Steps(lines);
        steps.markBuildKit();
        steps.markSwallowed();
        steps.markClassic();
        steps.markScripts();
        steps.markFailedSections();
        steps.markEchoes();
        List<Line> marked = new ArrayList<>(lines.size());
        for (int at = 0; at < lines.size(); at++) {
            marked.add(lines.get(at).as(steps.standings[at]));
        }
        return marked;
    }

    /** From the end: the numbers of steps begin anew with each build of a log. */
    private void markBuildKit() {
        Set<String> done = new HashSet<>();
        Set<String> failed = new HashSet<>();
        for (int at = lines.size() - 1; at >= 0; at--) {
            Line line = lines.get(at);
            if (line.step().isEmpty() || line.step().equals("0")) {
                continue;
            }
            if (DONE.fits(line)) {
                done.add(line.step());
            } else if (line.text().startsWith("ERROR:") || line.text().startsWith("ERROR [")) {
                failed.add(line.step());
            }
            if (failed.contains(line.step())) {
                standings[at] = Standing.OWN;
            } else if (done.contains(line.step()) || !failed.isEmpty()) {
                standings[at] = Standing.ASIDE;
            }
            if (line.step().equals("1") && line.text().startsWith("[internal] ")) {
                done.clear();
                failed.clear();
            }
        }
    }

    /** What a pipe did not fetch is a witness where a later step failed: most likely it misses what was to be installed. */
    private void markSwallowed() {
        boolean failed = Arrays.stream(standings).anyMatch(each -> each == Standing.OWN);
        Set<String> piped = new HashSet<>();
        for (int at = 0; failed && at < lines.size(); at++) {
            Line line = lines.get(at);
            if (line.text().startsWith("[") && PIPED_TO_SHELL.fits(line)) {
                piped.add(line.step());
            } else if (standings[at] == Standing.ASIDE && piped.contains(line.step()) && NOT_FETCHED.fits(line)) {
                standings[at] = Standing.COMMON;
            }
        }
    }

    /**
     * Of builders that walk the Dockerfile line by line, a step is over well when it says so or when the next begins. A
     * log that was cut within a step has only the first of the two signs.
     */
    private void markClassic() {
        List<Integer> running = new ArrayList<>();
        boolean inside = false;
        boolean bad = false;
        for (int at = 0; at < lines.size(); at++) {
            String text = lines.get(at).text();
            Matcher header = text.startsWith("S") ? CLASSIC_STEP.matcher(text) : null;
            boolean begins = header != null && header.find();
            boolean cut = !inside;
            if (begins || CLASSIC_DONE.fits(lines.get(at))) {
                boolean first = begins && header != null && header.group(1).equals("1");
                if (!bad && !first && !(begins && cut)) {
                    running.forEach(each -> standings[each] = Standing.ASIDE);
                }
                running.clear();
                inside = true;
                bad = false;
                continue;
            }
            if (cut && text.startsWith(" ---> Running in ")) {
                running.clear();
                inside = true;
            }
            bad |= CLASSIC_FAILED.fits(lines.get(at));
            running.add(at);
        }
    }

    /** A CI prints the script that it is about to run; where that ends is known only of a group that is closed. */
    private void markScripts() {
        int begun = -1;
        for (int at = 0; at < lines.size(); at++) {
            String text = lines.get(at).text();
            if (text.startsWith("##[group]")) {
                begun = text.startsWith("##[group]Run ") ? at : -1;
                standings[at] = begun == at ? Standing.ASIDE : standings[at];
            } else if (text.startsWith("##[endgroup]") && begun >= 0) {
                Arrays.fill(standings, begun, at, Standing.ASIDE);
                begun = -1;
            }
        }
    }

    /** BuildKit repeats the end of the failed step's output between two rulers. */
    private void markFailedSections() {
        boolean section = false;
        for (int at = 0; at < lines.size(); at++) {
            String text = lines.get(at).text();
            if (text.strip().equals(RULER)) {
                section = at + 1 < lines.size()
                        && lines.get(at + 1).text().strip().startsWith("> [");
            } else if (section) {
                standings[at] = Standing.OWN;
            }
        }
    }

    private void markEchoes() {
        for (int at = 0; at < lines.size(); at++) {
            if (standings[at] != Standing.ASIDE && echo(lines.get(at))) {
                standings[at] = Standing.ASIDE;
            }
        }
    }

    /** Whether a builder tells there which step begins. */
    static boolean head(Line line) {
        return line.text().startsWith("[") && HEAD.fits(line);
    }

    /** Whether a builder only repeats there what it was told to do. */
    static boolean echo(Line line) {
        String text = line.text();
        return (text.contains("exit code: ")
                        && (text.contains("did not complete successfully")
                                || text.contains("executor failed running [")))
                || (text.startsWith("The command '") && text.contains("' returned a non-zero code: "))
                || (text.contains("building at STEP \"") && text.contains("while running runtime"))
                || (mayEcho(text) && ECHO.fits(line));
    }

    private static boolean mayEcho(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\t') {
                return Character.isDigit(c) ? text.indexOf('|') > 0 : ECHO_BEGINS.indexOf(c) >= 0;
            }
        }
        return false;
    }
}
