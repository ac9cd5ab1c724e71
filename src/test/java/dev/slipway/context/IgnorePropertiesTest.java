package dev.slipway.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IgnorePropertiesTest {
    @Property(tries = 2000)
    void theGlobAgreesWithItsRegularExpression(@ForAll("patterns") String pattern, @ForAll("paths") String path) {
        Glob glob = Glob.parse(pattern);

        assertThat(glob.matches(path))
                .as("%s on %s", pattern, path)
                .isEqualTo(Pattern.compile(regex(pattern)).matcher(path).matches());
    }

    /** A pattern in words of a backtracking engine; fine for small ones. */
    private static String regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char unit = pattern.charAt(i);
            if (unit == '*' && pattern.startsWith("**", i)) {
                boolean slash = pattern.startsWith("**/", i);
                i += slash ? 2 : 1;
                boolean suffix =
                        regex.isEmpty() && !slash && !pattern.substring(i + 1).matches(".*[*?].*");
                regex.append(i + 1 == pattern.length() || suffix ? ".*" : "(.*/)?");
            } else {
                regex.append(
                        switch (unit) {
                            case '*' -> "[^/]*";
                            case '?' -> "[^/]";
                            default -> Pattern.quote(String.valueOf(unit));
                        });
            }
        }
        return regex.toString();
    }

    @Property(tries = 2000)
    void theVerdictFromAboveIsTheVerdictOfThePath(@ForAll("files") List<String> lines, @ForAll("paths") String path) {
        IgnoreRules rules = IgnoreRules.parse(String.join("\n", lines), "f");

        assertThat(down(rules, path).ignored()).isEqualTo(rules.ignores(path));
    }

    @Property(tries = 3000)
    void nothingIsKeptBelowAFolderThatMayBePruned(
            @ForAll("files") List<String> lines, @ForAll("paths") String folder, @ForAll("paths") String below) {
        IgnoreRules rules = IgnoreRules.parse(String.join("\n", lines), "f");
        IgnoreRules.Matched matched = down(rules, folder);

        if (matched.ignored() && !matched.mayKeepBelow(folder)) {
            assertThat(rules.ignores(folder + "/" + below))
                    .as("%s/%s by %s", folder, below, lines)
                    .isTrue();
        }
    }

    private static IgnoreRules.Matched down(IgnoreRules rules, String path) {
        IgnoreRules.Matched matched = rules.atRoot();
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            matched = rules.below(matched, path.substring(0, slash));
        }
        return rules.below(matched, path);
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("a", "b", "ab", "aa")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(names -> String.join("/", names));
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of("a", "b", "*", "**", "**/", "/", "?", "ab", "a/")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<String>> files() {
        Arbitrary<String> part = Arbitraries.of("a", "b", "*", "**", "?", "a*", "[ab]", "\\a", "ab", "[^b]");
        Arbitrary<String> pattern = part.list().ofMinSize(1).ofMaxSize(4).map(parts -> parts.stream()
                .collect(Collectors.joining("/")));
        return Arbitraries.of("", "!")
                .flatMap(sign -> pattern.map(text -> sign + text))
                .list()
                .ofMaxSize(5);
    }
}
