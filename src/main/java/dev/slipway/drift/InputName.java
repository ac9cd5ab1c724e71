package dev.slipway.drift;

import dev.slipway.drift.Suspect.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of an input, taken apart: {@code file src/app.py}, {@code arg X}, {@code check 2 (http /health)}. */
record InputName(Kind kind, String subject) {
    private static final Pattern NUMBERED = Pattern.compile("check \\d+ \\((.*)\\)", Pattern.DOTALL);
    private static final Pattern MANIFEST =
            Pattern.compile("(?i)(?:.*/)?(?:(?:requirements|constraints)[^/]*\\.(?:txt|in)"
                    + "|pyproject\\.toml|setup\\.(?:py|cfg)|pipfile|[^/]+\\.lock|environment\\.ya?ml"
                    + "|package\\.json|package-lock\\.json|npm-shrinkwrap\\.json|pnpm-lock\\.yaml)");

    static InputName of(String name) {
        int blank = name.indexOf(' ');
        String rest = name.substring(blank + 1);
        return switch (blank < 0 ? name : name.substring(0, blank)) {
            case "file", "overlay", "upload" -> new InputName(Kind.FILE, rest);
            case "folder" -> new InputName(Kind.FILE, rest + "/");
            case "dockerfile" -> new InputName(Kind.DOCKERFILE, rest);
            case "arg" -> new InputName(Kind.ARGUMENT, rest);
            case "base" -> new InputName(Kind.BASE, rest);
            case "service" ->
                rest.startsWith("image ")
                        ? new InputName(Kind.BASE, rest.substring("image ".length()))
                        : new InputName(Kind.PIPELINE, name);
            case "slipway" -> new InputName(Kind.SLIPWAY, name);
            case "builder" -> new InputName(Kind.ENGINE, name);
            default -> new InputName(Kind.PIPELINE, unnumbered(name));
        };
    }

    /** A check that only moved, as another one was written before it, is the same check. */
    private static String unnumbered(String name) {
        Matcher numbered = NUMBERED.matcher(name);
        return numbered.matches() ? "check " + numbered.group(1) : name;
    }

    boolean folder() {
        return kind == Kind.FILE && subject.endsWith("/");
    }

    /** Whether it is a file that says which packages are installed. */
    boolean manifest() {
        return kind == Kind.FILE && MANIFEST.matcher(subject).matches();
    }
}
