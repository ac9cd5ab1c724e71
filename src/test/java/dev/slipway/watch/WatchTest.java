package dev.slipway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.watch.Hints.Heard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real files, scripted hints, a clock that the script moves. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WatchTest {
    private static final Duration SOON = Duration.ofMillis(10);

    @TempDir
    Path temporary = Path.of("unset");

    private Path app = Path.of("unset");
    private final ScriptedHints hints = new ScriptedHints();
    private final List<String> notices = new ArrayList<>();

    @BeforeEach
    void makeAFolder() throws IOException {
        app = Files.createDirectories(temporary.toRealPath().resolve("app"));
        write("main.py", "one");
        write("parts/tool.py", "one");
    }

    private void write(String name, String text) throws IOException {
        Path file = app.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private Watch watch(Root... roots) {
        return Watch.open(List.of(roots), hints, hints::now, notices::add);
    }

    private Heard in(String... folders) {
        return new Heard.Folders(Set.of(folders).stream().map(app::resolve).collect(Collectors.toSet()));
    }

    private String told(Watch watch) {
        return watch.next().orElseThrow().changes().stream()
                .map(change -> change.kind().name().toLowerCase(java.util.Locale.ROOT) + " "
                        + temporary.resolve("app").relativize(change.path()))
                .collect(Collectors.joining(", "));
    }

    @Test
    void whatIsThereAtTheBeginningIsNoChange() {
        Watch watch = watch(Root.of(app));
        hints.then(SOON, () -> {}, new Heard.Anywhere());
        hints.then(SOON, () -> write("main.py", "second"), in(""));
        assertThat(told(watch)).isEqualTo("changed main.py");
    }

    @Test
    void aSaveByWayOfAnotherFileIsOneChange() {
        Watch watch = watch(Root.of(app));
        hints.then(SOON, () -> write("4913", ""), in(""));
        hints.then(SOON, () -> Files.delete(app.resolve("4913")), in(""));
        hints.then(SOON, () -> write(".main.py.swp", "x"), in(""));
        hints.then(SOON, () -> Files.move(app.resolve("main.py"), app.resolve("main.py~")), in(""));
        hints.then(SOON, () -> write("main.py", "new text"), in(""));
        hints.then(SOON, () -> Files.delete(app.resolve("main.py~")), in(""));
        assertThat(told(watch)).isEqualTo("changed main.py");
    }

    @Test
    void whatComesAndGoesWithinOneSetIsNothing() {
        Watch watch = watch(Root.of(app));
        hints.then(SOON, () -> write("tmp1234", "x"), in(""));
        hints.then(SOON, () -> Files.delete(app.resolve("tmp1234")), in(""));
        hints.then(SOON, () -> write("other.py", "x"), in(""));
        assertThat(told(watch)).isEqualTo("appeared other.py");
    }

    @Test
    void changesAreHandedOnWhenNothingFollowsForAWhile() {
        Watch watch = watch(Root.of(app));
        hints.then(SOON, () -> write("main.py", "second"), in(""));
        hints.then(Duration.ofMillis(100), () -> write("parts/tool.py", "second"), in("parts"));
        assertThat(told(watch)).isEqualTo("changed main.py, changed parts/tool.py");
        assertThat(Duration.ofNanos(hints.now())).isEqualTo(Duration.ofMillis(10 + 100 + 120));
    }

    @Test
    void andAfterASecondAtTheLatest() {
        Watch watch = watch(Root.of(app));
        for (int i = 0; i < 15; i++) {
            String name = "file" + (char) ('a' + i) + ".py";
            hints.then(Duration.ofMillis(100), () -> write(name, "x"), in(""));
        }
        assertThat(watch.next().orElseThrow().changes()).hasSize(11);
        assertThat(Duration.ofNanos(hints.now())).isEqualTo(Duration.ofMillis(1100));
    }

    @Test
    void aNewFolderIsLookedIntoWithAllThatItAlreadyHolds() {
        Watch watch = watch(Root.of(app));
        hints.then(SOON, () -> write("new/deep/file.py", "x"), in(""));
        assertThat(told(watch)).isEqualTo("appeared new/deep/file.py");
        assertThat(hints.watched()).contains(app.resolve("new"), app.resolve("new/deep"));
        hints.then(SOON, () -> write("new/deep/file.py", "more"), in("new/deep"));
        assertThat(told(watch)).isEqualTo("changed new/deep/file.py");
    }

    @Test
    void aMovedFolderIsFollowedUnderItsNewName() {
        Watch watch = watch(Root.of(app));
        hints.then(SOON, () -> Files.move(app.resolve("parts"), app.resolve("pieces")), in(""));
        assertThat(told(watch)).isEqualTo("gone parts/tool.py, appeared pieces/tool.py");
        assertThat(hints.watched()).contains(app.resolve("pieces")).doesNotContain(app.resolve("parts"));
        hints.then(SOON, () -> write("pieces/tool.py", "second"), in("pieces"));
        assertThat(told(watch)).isEqualTo("changed pieces/tool.py");
    }

    @Test
    void aFolderThatGoesAndComesBackIsSeenAgain() {
        Watch watch = watch(Root.of(app));
        hints.then(
                SOON,
                () -> {
                    Files.delete(app.resolve("parts/tool.py"));
                    Files.delete(app.resolve("parts"));
                },
                in("parts"));
        assertThat(told(watch)).isEqualTo("gone parts/tool.py");
        hints.then(SOON, () -> write("parts/tool.py", "one"), in(""));
        assertThat(told(watch)).isEqualTo("appeared parts/tool.py");
    }

    @Test
    void hintsThatWereLostAreMadeUpFor() {
        Watch watch = watch(Root.of(app));
        hints.then(
                SOON,
                () -> {
                    write("a/b/c.py", "x");
                    write("parts/tool.py", "second");
                    Files.delete(app.resolve("main.py"));
                },
                new Heard.Anywhere());
        assertThat(told(watch)).isEqualTo("appeared a/b/c.py, gone main.py, changed parts/tool.py");
    }

    @Test
    void whatIsLeftOutIsNeitherToldNorWatched() {
        Watch watch = watch(new Root(app, path -> path.equals(app.resolve("logs"))));
        hints.then(
                SOON,
                () -> {
                    write("logs/a.log", "x");
                    write("node_modules/m/index.js", "x");
                    write("__pycache__/main.pyc", "x");
                    write(".git/HEAD", "x");
                    write("#main.py#", "x");
                    write("main.py", "second");
                },
                in(""));
        assertThat(told(watch)).isEqualTo("changed main.py");
        assertThat(hints.watched()).containsExactlyInAnyOrder(app.resolveSibling(""), app, app.resolve("parts"));
    }

    @Test
    void aFileMayBeARootAndItsNeighboursAreNot() {
        Watch watch = watch(Root.of(app.resolve("main.py")));
        hints.then(SOON, () -> write("other.py", "x"), in(""));
        hints.then(SOON, () -> write("main.py", "second"), in(""));
        assertThat(told(watch)).isEqualTo("changed main.py");
    }

    @Test
    void aRootThatIsReplacedIsToldAsSuch() {
        Watch watch = watch(Root.of(app));
        hints.then(
                SOON,
                () -> {
                    Files.move(app, app.resolveSibling("old"));
                    write("main.py", "one");
                },
                new Heard.Folders(Set.of(app.resolveSibling(""))));
        assertThat(told(watch)).isEqualTo("changed , changed main.py, gone parts/tool.py");
    }

    @Test
    void tooManyFoldersForTheSystemAreLookedAtInTurns() throws IOException {
        hints.refuse(new IOException("User limit of inotify watches reached"));
        // Turns are taken by the machine's own clock.
        try (Watch watch = Watch.open(List.of(Root.of(app)), hints, System::nanoTime, notices::add)) {
            write("main.py", "second");
            assertThat(told(watch)).isEqualTo("changed main.py");
        }
        assertThat(notices)
                .singleElement()
                .asString()
                .contains("User limit of inotify watches reached", "every 700 ms", "Maybe raise fs.inotify");
    }

    @Test
    void closingEndsTheWait() {
        Watch watch = watch(Root.of(app));
        watch.close();
        assertThat(watch.next()).isEmpty();
    }
}
