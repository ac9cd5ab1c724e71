package dev.slipway.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.ContainerState.Restarts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final Role API = Roles.of("api", "sha256:1");
    private static final Role WORKER = Roles.of("worker", "sha256:2");

    @Test
    void whatStandsAsWishedStays() {
        assertThat(words(List.of(API, WORKER), List.of(Roles.standing(API, 1, true))))
                .containsExactly("keep api", "start worker");
    }

    @Test
    void anotherImageReplaces() {
        assertThat(words(List.of(Roles.of("api", "sha256:9")), List.of(Roles.standing(API, 1, true))))
                .containsExactly("replace api: its image has changed");
    }

    @Test
    void otherSettingsReplace() {
        Role other = Roles.of("api", "sha256:1", Role.Cast.Kind.PREFERRED, Map.of("LOG_LEVEL", "debug"));
        assertThat(words(List.of(other), List.of(Roles.standing(API, 1, true))))
                .containsExactly("replace api: its settings have changed");
    }

    @Test
    void anotherPlaceAloneReplacesNothing() {
        assertThat(words(List.of(API), List.of(Roles.standing(API, 7, true)))).containsExactly("keep api");
    }

    @Test
    void whatNoLongerRunsIsReplaced() {
        assertThat(words(List.of(API), List.of(Roles.standing(API, 1, false))))
                .containsExactly("replace api: it did not run any more");
    }

    @Test
    void whatEndsAgainAndAgainIsReplaced() {
        assertThat(words(List.of(API), List.of(Roles.standing(API, 1, true, new Restarts(true, true)))))
                .containsExactly("replace api: it ended again and again");
    }

    @Test
    void whatTheFileHasNoMoreIsRemovedLastStartedFirst() {
        List<Standing> standing = List.of(
                Roles.standing(Roles.of("old", "sha256:3"), 1, true),
                Roles.standing(Roles.of("older", "sha256:3"), 2, true),
                Roles.standing(API, 3, true));
        assertThat(words(List.of(API), standing)).containsExactly("keep api", "remove older", "remove old");
    }

    @Test
    void whatIsNotWishedThisTimeButKnownStays() {
        assertThat(Change.between(
                        List.of(API), List.of(Roles.standing(WORKER, 2, true)), List.of("api", "worker"), false))
                .containsExactly(new Change.Start(API));
    }

    @Test
    void onRequestAllIsReplaced() {
        assertThat(Change.between(List.of(API), List.of(Roles.standing(API, 1, true)), List.of("api"), true))
                .singleElement()
                .isInstanceOf(Change.Replace.class);
    }

    @Test
    void labelsSayAllThatIsNeeded() {
        Mark mark = Mark.of(StackName.kept("test"), API, 4);
        assertThat(Mark.parse(mark.labels())).contains(mark);
        assertThat(mark.labels()).doesNotContainKeys("dev.slipway.run", "dev.slipway.owner");
        assertThat(Mark.parse(Map.of(Mark.STACK, "test"))).isEmpty();
    }

    @Test
    void theOrderOfVariablesIsNoSetting() {
        Role one = Roles.of("api", "1", Role.Cast.Kind.PREFERRED, Map.of("A", "1", "B", "2", "C", "3"));
        Role two = Roles.of("api", "1", Role.Cast.Kind.PREFERRED, Map.of("C", "3", "B", "2", "A", "1"));
        assertThat(one.fingerprint()).isEqualTo(two.fingerprint());
    }

    private static List<String> words(List<Role> wished, List<Standing> standing) {
        List<String> known = wished.stream().map(Role::name).toList();
        return Change.between(wished, standing, known, false).stream()
                .map(change -> switch (change) {
                    case Change.Keep keep -> "keep " + keep.role().name();
                    case Change.Start start -> "start " + start.role().name();
                    case Change.Replace replace -> "replace " + replace.role().name() + ": " + replace.cause();
                    case Change.Remove remove -> "remove " + remove.standing().role();
                })
                .toList();
    }
}
