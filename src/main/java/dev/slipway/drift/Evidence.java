package dev.slipway.drift;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a diagnosis speaks of: the module that failed, libraries, packages, files. Nothing, where there is no diagnosis. */
final class Evidence {
    private static final List<Pattern> FAILING = List.of(
            Pattern.compile("no module (?:named )?['\"]?([\\w.]+)"),
            Pattern.compile(
                    "cannot import name ['\"]?[\\w.]+['\"]? from (?:partially initialized module )?['\"]?([\\w.]+)"),
            Pattern.compile("(?:partially initialized )?module ['\"]([\\w.]+)['\"] has no attribute"),
            Pattern.compile("the installed ([\\w.-]+) has no "),
            Pattern.compile("importing ([\\w.]+) raised"),
            Pattern.compile("cannot find (?:module|package) ['\"]((?:@[^/'\"]+/)?[^/'\"]+)"));
    private static final Pattern LIBRARY = Pattern.compile("(lib[\\w+-]+(?:\\.\\d+)*)\\.so\\.(\\d+)");
    /** Names of packages that any log has as plain words. */
    private static final Set<String> PLAIN_WORDS = Set.of(
            "app",
            "attrs",
            "base",
            "bash",
            "build",
            "click",
            "core",
            "file",
            "image",
            "login",
            "main",
            "make",
            "module",
            "npm",
            "packaging",
            "perl",
            "pip",
            "python",
            "python3",
            "requests",
            "rich",
            "setuptools",
            "six",
            "tar",
            "test",
            "tests",
            "time",
            "wheel",
            "yarn");

    private final String text;
    private final String category;
    private final boolean remote;
    private final Set<String> failing = new HashSet<>();
    private final Set<String> libraries = new HashSet<>();

    Evidence(@Nullable Diagnosis why) {
        remote = why != null && why.nature() == Nature.TRANSIENT;
        category = why == null ? "" : why.category();
        text = why == null
                ? ""
                : String.join(
                                "\n",
                                Stream.concat(why.quotes().stream().map(Quote::text), Stream.of(why.explanation()))
                                        .toList())
                        .toLowerCase(Locale.ROOT);
        for (Pattern pattern : FAILING) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                failing.add(matcher.group(1));
            }
        }
        Matcher library = LIBRARY.matcher(text);
        while (library.find()) {
            libraries.add(debianName(library.group(1), library.group(2)));
        }
    }

    /** As Debian's policy (8.1) names the package of a shared library. */
    private static String debianName(String stem, String number) {
        return stem.replace('_', '-') + (Character.isDigit(stem.charAt(stem.length() - 1)) ? "-" : "") + number;
    }

    /** Whether the failure blames somebody outside, so that what differs here has no part in it. */
    boolean blamesRemote() {
        return remote;
    }

    /** Whether the difference is the module that failed, the library that is missing, or the file that is quoted. */
    boolean owns(Difference difference) {
        if (text.isEmpty() || remote) {
            return false;
        }
        return switch (difference.kind()) {
            case PACKAGE ->
                difference.system()
                        ? libraries.stream().anyMatch(name -> difference.what().startsWith(name))
                        : difference.names().stream().anyMatch(this::failed);
            case DOCKERFILE -> category.startsWith("dockerfile") || atLine(difference.what());
            case FILE -> word(difference.what());
            case BASE, ARGUMENT, PIPELINE, SLIPWAY, ENGINE -> false;
        };
    }

    /** Whether it speaks of the difference at all. */
    boolean names(Difference difference) {
        if (text.isEmpty() || remote) {
            return false;
        }
        return switch (difference.kind()) {
            case PACKAGE -> difference.names().stream().anyMatch(name -> says(name, difference.system()));
            case DOCKERFILE -> false;
            case FILE -> {
                String name = difference.what().substring(difference.what().lastIndexOf('/') + 1);
                yield name.contains(".") && word(name);
            }
            case BASE, ARGUMENT -> word(difference.what());
            case PIPELINE ->
                difference.what().startsWith("check ") && word(difference.what().substring("check ".length()));
            case SLIPWAY, ENGINE -> false;
        };
    }

    /** Whether it tells the version that came. */
    boolean tellsVersion(Difference difference) {
        return difference.now().length() > 2 && word(difference.now());
    }

    private boolean failed(String name) {
        return failing.stream().anyMatch(module -> module.equals(name) || module.startsWith(name + "."));
    }

    private boolean says(String name, boolean system) {
        if (name.length() < 3) {
            return false;
        }
        if (PLAIN_WORDS.contains(name)) {
            return text.contains("site-packages/" + name + "/") || text.contains("node_modules/" + name + "/");
        }
        return (!system || name.startsWith("lib") || name.contains("-")) && word(name);
    }

    private boolean atLine(String file) {
        return Pattern.compile(Pattern.quote(file.toLowerCase(Locale.ROOT)) + ":\\d+")
                .matcher(text)
                .find();
    }

    /** {@code numpy} in {@code numpy.core}, {@code NumPy 2.3.1}, {@code numpy-2.3.1.whl}; not in {@code numpy-financial}. */
    private boolean word(String word) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(word.toLowerCase(Locale.ROOT)) + "(?![\\w]|-[a-z])")
                .matcher(text)
                .find();
    }
}
