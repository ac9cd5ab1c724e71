package dev.slipway.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.stack.Raising.Wish;
import dev.slipway.stack.Row.Condition;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WishedTest {
    private static final Role API = Roles.of("api", "sha256:1");
    private static final Role WORKER = Roles.of("worker", "sha256:2");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatWasWishedAndNeverCameUpIsMissed() {
        Wished.Note note = note("unix:///one");
        note.write(Wished.NOTHING.and(wish(List.of(API, WORKER), List.of("api", "worker"))));
        assertThat(note.read().missing(List.of(Roles.standing(API, 1, true))))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.role()).isEqualTo("worker");
                    assertThat(row.condition()).isEqualTo(Condition.BAD);
                    assertThat(row.state()).isEqualTo("not started");
                });
    }

    @Test
    void aSmallerWishForgetsNothingThatTheFileHas() {
        Wished before = Wished.NOTHING.and(wish(List.of(API, WORKER), List.of("api", "worker")));
        assertThat(before.and(wish(List.of(API), List.of("api", "worker"))).roles())
                .containsExactlyInAnyOrder("api", "worker");
        assertThat(before.and(wish(List.of(API), List.of("api"))).roles()).containsExactly("api");
    }

    @Test
    void anotherEngineHasAnotherWishAndWhatIsForgottenIsNotMissed() {
        note("unix:///one").write(Wished.NOTHING.and(wish(List.of(API), List.of("api"))));
        assertThat(note("unix:///two").read()).isEqualTo(Wished.NOTHING);
        note("unix:///one").forget();
        assertThat(note("unix:///one").read()).isEqualTo(Wished.NOTHING);
    }

    @Test
    void nothingWishedIsNothing() {
        note("unix:///one").write(Wished.NOTHING);
        assertThat(note("unix:///one").read().roles()).isEmpty();
    }

    private Wished.Note note(String endpoint) {
        return new Wished.Note(folder.resolve("stacks"), StackName.kept("test"), endpoint);
    }

    private static Wish wish(List<Role> roles, List<String> known) {
        return new Wish(roles, known, false);
    }
}
