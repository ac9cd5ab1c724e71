package dev.slipway.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRulesTest {
    /** Lines of the file are separated by {@code ;}. */
    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                // names, folders and what is below them
                "foo foo hidden",
                "foo foo/a/b hidden",
                "foo a/foo kept",
                "foo foobar kept",
                "foo Foo kept",
                "a/b a/b hidden",
                "a/b a kept",
                "a/b a/b/c hidden",
                "a/b x/a/b kept",
                // cleaning
                "/foo foo hidden",
                "foo/ foo hidden",
                "./foo foo hidden",
                "a//b a/b hidden",
                "a/./b a/b hidden",
                "a/../b b hidden",
                "a/../../b b kept",
                "../foo foo kept",
                "/ foo kept",
                ". foo kept",
                "//foo foo kept_unless_cleaned",
                "\"  foo  \" foo hidden",
                "\"foo bar\" \"foo bar\" hidden",
                // star and question mark
                "* foo hidden",
                "* .hidden hidden",
                "* a/b hidden",
                "*.py a.py hidden",
                "*.py .py hidden",
                "*.py d/a.py kept",
                "*/*.py d/a.py hidden",
                "*/*.py d/e/a.py kept",
                "a*c abc hidden",
                "a*c ac hidden",
                "a*c a/c kept",
                "a?c abc hidden",
                "a?c ac kept",
                "a?c a/c kept",
                "a?c a\u00e9c hidden",
                "a?c a\ud83d\ude00c hidden",
                "temp? temp hidden_not",
                "*/temp* somedir/temporary.txt hidden",
                "*/temp* somedir/sub/temporary.txt kept",
                // two stars
                "** foo hidden",
                "** a/b hidden",
                "**/foo foo hidden",
                "**/foo a/foo hidden",
                "**/foo a/b/foo hidden",
                "**/foo a/b/foo/c hidden",
                "**/foo a/xfoo kept",
                "**/*.go main.go hidden",
                "**/*.go a/b/main.go hidden",
                "**/*.go a/b/main.gox kept",
                "foo/** foo kept",
                "foo/** foo/a hidden",
                "foo/** foo/a/b hidden",
                "foo/**/bar foo/bar hidden",
                "foo/**/bar foo/x/y/bar hidden",
                "foo/**/bar foo/xbar kept",
                "**/node_modules/** a/node_modules/b hidden",
                "**/node_modules/** a/node_modules kept",
                "**/ a/b hidden",
                "**foo xfoo hidden",
                "**foo a/xfoo hidden",
                "**foo foo/x/y hidden",
                "**foo fooo kept",
                "**foo* a/foobar hidden",
                "**foo* a/xfoo kept",
                "a**b a/x/b hidden",
                "a**b ab hidden",
                "*** a/b hidden",
                "**/a**/z a1/q/z hidden",
                "**/a/**/z x/a/q/r/z hidden",
                // classes and escapes
                "[ab] a hidden",
                "[ab] c kept",
                "[a-c]x bx hidden",
                "[^a]x bx hidden",
                "[^a]x ax kept",
                "[!a] ! hidden",
                "[!a] b kept",
                "[\\]] ] hidden",
                "[\\-a] - hidden",
                "a] a] hidden",
                "\\*x *x hidden",
                "\\*x ax kept",
                "\\a a kept",
                "\\d 7 hidden",
                "[\\d] 7 hidden",
                "\\D 7 kept",
                "^a ^a hidden",
                "x^* x^ kept",
                "^* a hidden",
                "a.b axb kept",
                "a+(b){1}$|^ a+(b){1}$|^ hidden",
                // order and exceptions
                "*;!a a kept",
                "*;!a b hidden",
                "*;!a/b a/b kept",
                "*;!a/b a hidden",
                "*;!a/b a/c hidden",
                "*;!a a/b kept",
                "!a;* a hidden",
                "a;!a;a a hidden",
                "*.md;!README*.md README-secret.md kept",
                "*.md;!README*.md;README-secret.md README-secret.md hidden",
                "*.md;README-secret.md;!README*.md README-secret.md kept",
                "a;!a/x;a* a/x kept",
                "\"a;! a/b\" a/b kept",
                "a;!/a/b a/b kept",
                "a;/!a/b a/b kept",
                "a;!./a/b a/b kept",
                // comments and blanks
                "#foo #foo kept",
                "\" #foo\" #foo hidden",
                "\\#foo #foo hidden",
                "foo;;bar bar hidden",
            })
    void decidesAsTheTableSays(String lines, String path, String verdict) {
        IgnoreRules rules = IgnoreRules.parse(lines.replace(';', '\n'), ".dockerignore");

        assertThat(rules.problems()).isEmpty();
        boolean hidden =
                switch (verdict) {
                    case "hidden", "kept_unless_cleaned" -> true;
                    case "kept", "hidden_not" -> false;
                    default -> throw new IllegalArgumentException(verdict);
                };
        assertThat(rules.ignores(path)).isEqualTo(hidden);
    }

    @Test
    void readsByteOrderMarkAndCarriageReturns() {
        IgnoreRules rules = IgnoreRules.parse("\uFEFF#comment\r\nfoo\r\n!foo/bar\r\n", "f");

        assertThat(rules.ignores("foo")).isTrue();
        assertThat(rules.ignores("foo/bar")).isFalse();
        assertThat(rules.ignores("#comment")).isFalse();
        assertThat(IgnoreRules.parse("\uFEFFfoo", "f").ignores("foo")).isTrue();
    }

    @Test
    void anEmptyFileHidesNothing() {
        assertThat(IgnoreRules.parse("", "f").ignores("a")).isFalse();
        assertThat(IgnoreRules.none().ignores("a/b")).isFalse();
        assertThat(IgnoreRules.none().fileName()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "a[b~f:2:1: 'a[b' is not a pattern: its '[' is never closed.",
                "!~f:2:1: '!' is not a pattern: it is an exception to nothing.",
                "a\\~f:2:1: 'a\\' is not a pattern: it ends with a backslash that escapes nothing.",
                "[]a]~f:2:1: '[]a]' is not a pattern: a bare ']' in its '[…]' needs a backslash.",
                "[a-]~f:2:1: '[a-]' is not a pattern: a bare ']' in its '[…]' needs a backslash.",
                "[z-a]~f:2:1: '[z-a]' is not a pattern: a range in its '[…]' runs backwards.",
            })
    void tellsBadPatternsByLine(String pattern, String problem) {
        IgnoreRules rules = IgnoreRules.parse("ok\n" + pattern + "\nlast\n", "f");

        assertThat(rules.problems()).hasSize(1).first().hasToString(problem);
        assertThat(rules.ignores("last")).isTrue();
    }

    @Test
    void namesTheDecidingLine() {
        IgnoreRules rules = IgnoreRules.parse("# all\n*\n!src\nsrc/*.log\n", "api/.dockerignore");

        assertThat(rules.deciding("src/a.log")).hasValueSatisfying(rule -> {
            assertThat(rule.text()).isEqualTo("src/*.log");
            assertThat(rule.origin()).hasToString("api/.dockerignore:4:1");
        });
        assertThat(rules.deciding("src/a"))
                .hasValueSatisfying(rule -> assertThat(rule.exception()).isTrue());
    }

    @Test
    void hostilePatternsTakeLinearSteps() {
        // A backtracking matcher needs more steps here than there are atoms; this one ends.
        IgnoreRules rules = IgnoreRules.parse("a*".repeat(200) + "b\n" + "**/a".repeat(50) + "/**/b", "f");

        assertThat(rules.ignores("a".repeat(4000))).isFalse();
        assertThat(rules.ignores("a/".repeat(2000) + "c")).isFalse();
        assertThat(rules.ignores("a/".repeat(2000) + "b")).isTrue();
    }

    @Test
    void theDockerfilesOwnIgnoreFileWinsEntirely(@TempDir Path context) throws IOException {
        Files.writeString(context.resolve(".dockerignore"), "common");
        assertThat(IgnoreRules.forDockerfile(context, "Dockerfile").ignores("common"))
                .isTrue();

        Files.writeString(context.resolve("Dockerfile.dockerignore"), "own");
        IgnoreRules own = IgnoreRules.forDockerfile(context, "Dockerfile");
        assertThat(own.ignores("own")).isTrue();
        assertThat(own.ignores("common")).isFalse();
        assertThat(own.fileName())
                .hasValue(context.resolve("Dockerfile.dockerignore").toString());

        Files.writeString(context.resolve("Dockerfile.dockerignore"), "");
        assertThat(IgnoreRules.forDockerfile(context, "Dockerfile").ignores("common"))
                .isFalse();
    }

    @Test
    void theIgnoreFileLiesBesideADockerfileElsewhere(@TempDir Path folder) throws IOException {
        Path context = Files.createDirectories(folder.resolve("app"));
        Path docker = Files.createDirectories(folder.resolve("docker"));
        Files.writeString(docker.resolve("api.Dockerfile.dockerignore"), "x");

        assertThat(IgnoreRules.forDockerfile(context, "../docker/api.Dockerfile")
                        .ignores("x"))
                .isTrue();
    }
}
