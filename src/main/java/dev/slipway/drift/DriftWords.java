package dev.slipway.drift;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A drift in plain words. It claims a cause only where the evidence names one. */
public final class DriftWords {
    private static final int TOLD = 8;
    private static final Pattern IMPORTS =
            Pattern.compile("numpy-abi-mismatch|python-module-missing|shared-library-missing|package-version-mismatch|"
                    + "node-module-missing|musl-symbol-mismatch");
    private static final Pattern CHECKS = Pattern.compile("check-not-met|worker-.*|container-exited|port-.*");
    private static final Pattern BUILDS = Pattern.compile(
            "(?:pip|npm|apt|apk|dockerfile|missing|python|frontend|node|image|" + "path|package|target|tool)-.*");

    private DriftWords() {}

    /**
     * The whole drift as one sentence without a full stop: {@code the import broke as numpy came in as 2.3.1 (was 1.26.4);
     * the evidence names it, and nothing in your files pins it}.
     *
     * @param why absent when the image is good
     */
    public static String sentence(Drift drift, @Nullable Diagnosis why) {
        if (drift.none()) {
            return why == null
                    ? "nothing that is known differs from run " + drift.goodRun()
                    : what(why) + ", and nothing that is known differs from the last good run " + drift.goodRun();
        }
        Suspect first = drift.suspects().getFirst();
        String because = first.because().isEmpty() ? "" : "; " + first.because();
        if (why == null) {
            return phrase(first) + because + more(drift);
        }
        if (why.nature() == Nature.TRANSIENT) {
            return "a remote is to blame, and what differs most likely has no part in it: " + phrase(first)
                    + more(drift);
        }
        return first.named()
                ? what(why) + " as " + phrase(first) + because
                : what(why) + ", and the first suspect is that " + phrase(first) + because + more(drift);
    }

    /** A line for each suspect, the first one first, how the work tree moved at the end, and before all whose run is compared. */
    public static List<String> lines(Drift drift) {
        List<String> lines = new ArrayList<>();
        if (!drift.elsewhere().isEmpty()) {
            lines.add("compared with a run of another home (" + drift.elsewhere()
                    + "), as none is known here in which it was good");
        }
        drift.suspects().stream().limit(TOLD).forEach(each -> lines.add(line(each)));
        if (drift.suspects().size() > TOLD) {
            lines.add("and " + (drift.suspects().size() - TOLD) + " more");
        }
        if (!drift.commit().isEmpty()) {
            lines.add("commit " + drift.commit());
        }
        return List.copyOf(lines);
    }

    /** One suspect: {@code numpy 1.26.4 → 2.3.1 (nothing in your files pins it)}. */
    public static String line(Suspect suspect) {
        return change(suspect) + (suspect.because().isEmpty() ? "" : " (" + suspect.because() + ")");
    }

    private static String change(Suspect suspect) {
        if (suspect.flood()) {
            return suspect.what() + (suspect.what().startsWith("1 ") ? " differs" : " differ");
        }
        return switch (suspect.kind()) {
            case PACKAGE, SLIPWAY, ENGINE -> versions(suspect);
            case BASE -> "base " + versions(suspect);
            case DOCKERFILE, FILE -> suspect.what() + " " + verb(suspect);
            case ARGUMENT -> "build argument " + suspect.what() + " " + verb(suspect);
            case PIPELINE ->
                suspect.what().equals("variant")
                        ? "variant " + suspect.before() + " → " + suspect.now()
                        : "the pipeline's " + suspect.what() + " " + verb(suspect);
        };
    }

    private static String versions(Suspect suspect) {
        if (suspect.before().isEmpty()) {
            return suspect.what() + " " + suspect.now() + " came";
        }
        return suspect.now().isEmpty()
                ? suspect.what() + " " + suspect.before() + " went"
                : suspect.what() + " " + suspect.before() + " → " + suspect.now();
    }

    private static String verb(Suspect suspect) {
        if (suspect.before().isEmpty()) {
            return "was added";
        }
        return suspect.now().isEmpty() ? "was removed" : "changed";
    }

    private static String phrase(Suspect suspect) {
        if (suspect.flood()) {
            return change(suspect);
        }
        boolean came = suspect.before().isEmpty();
        boolean went = suspect.now().isEmpty();
        return switch (suspect.kind()) {
            case PACKAGE -> {
                if (came) {
                    yield suspect.what() + " " + suspect.now() + " came in";
                }
                yield went
                        ? suspect.what() + " " + suspect.before() + " is gone"
                        : suspect.what() + " came in as " + suspect.now() + " (was " + suspect.before() + ")";
            }
            case BASE -> {
                if (came) {
                    yield "it starts from " + suspect.what();
                }
                yield went
                        ? "it no longer starts from " + suspect.what()
                        : suspect.what() + " is another image (" + suspect.before() + " → " + suspect.now() + ")";
            }
            case SLIPWAY, ENGINE ->
                (suspect.what().equals("engine") ? "the engine" : suspect.what()) + " is " + suspect.now() + " (was "
                        + suspect.before() + ")";
            case DOCKERFILE, FILE, ARGUMENT, PIPELINE -> change(suspect);
        };
    }

    private static String more(Drift drift) {
        int more = drift.suspects().size() - 1;
        return more == 0 ? "" : "; " + more + (more == 1 ? " more thing differs" : " more things differ");
    }

    private static String what(Diagnosis why) {
        String category = why.category();
        if (IMPORTS.matcher(category).matches()) {
            return "the import broke";
        }
        if (category.equals("size-budget-exceeded")) {
            return "the image outgrew its budget";
        }
        if (CHECKS.matcher(category).matches()) {
            return "the check broke";
        }
        return BUILDS.matcher(category).matches() ? "the build broke" : "it broke";
    }
}
