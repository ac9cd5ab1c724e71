package dev.slipway.preflight.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds what it is for, at its place, and leaves alone what only looks like it. */
class RuleCasesTest {
    static final Path CASES = Path.of("src/test/resources/dev/slipway/preflight/cases");

    /** Needs a file system that lets a test make what cannot be read, or is told by another part. */
    private static final Set<String> WITHOUT_CASES =
            Set.of("context-unreadable", "file-name", "pipeline-file", "reading-stopped");

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            return files.filter(file -> file.toString().endsWith(".case"))
                    .map(file -> CASES.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void holds(String name, @TempDir Path folder) throws IOException {
        CaseProject project = CaseProject.parse(Files.readString(CASES.resolve(name)));
        String rule = name.substring(0, name.indexOf('/'));

        List<Finding> all = project.findings(folder);

        assertThat(all)
                .as("all that is found: %s", all)
                .filteredOn(finding -> finding.rule().equals(rule))
                .extracting(finding ->
                        finding.origin() + " " + finding.severity().name().toLowerCase(Locale.ROOT))
                .containsExactlyElementsOf(project.finds());
        assertThat(project.finds().isEmpty()).isEqualTo(name.contains("/miss-"));
    }

    @Test
    void everyKindHasAHitAndANearMiss() {
        assertThat(RuleBook.kinds())
                .extracting(Kind::id)
                .doesNotHaveDuplicates()
                .filteredOn(id -> !WITHOUT_CASES.contains(id))
                .allSatisfy(id -> {
                    assertThat(CASES.resolve(id).resolve("hit-1.case")).exists();
                    assertThat(CASES.resolve(id).resolve("miss-1.case")).exists();
                });
    }

    @Test
    void everyFindingSaysWhatIsWrongAndWhatToDo() {
        assertThat(RuleBook.kinds()).allSatisfy(kind -> {
            assertThat(kind.id()).matches("[a-z][a-z0-9-]+");
            assertThat(kind.summary()).isNotBlank().doesNotEndWith(".");
            assertThat(kind.help()).endsWith(".");
        });
    }
}
