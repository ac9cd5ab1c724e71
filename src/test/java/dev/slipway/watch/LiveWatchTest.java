package dev.slipway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The system's own hints, on real files. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LiveWatchTest {
    @TempDir
    Path temporary = Path.of("unset");

    @Test
    void whateverHappensIsSeenSoonerOrLater() throws IOException {
        Path app = Files.createDirectories(temporary.toRealPath().resolve("app"));
        Path main = Files.writeString(app.resolve("main.py"), "one");
        List<String> notices = new ArrayList<>();
        try (Watch watch = Watch.open(List.of(Root.of(app)), notices::add)) {
            Files.writeString(main, "second");
            await(watch, main);

            Path beside = Files.writeString(app.resolve(".main.py.swx"), "third, longer");
            Files.move(beside, main, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            await(watch, main);

            Path deep = Files.createDirectories(app.resolve("a/b/c/d"));
            Path file = Files.writeString(deep.resolve("new.py"), "x");
            await(watch, file);

            Path moved = Files.move(app.resolve("a"), app.resolve("z"));
            await(watch, moved.resolve("b/c/d/new.py"));
            Path later = Files.writeString(moved.resolve("b/c/d/later.py"), "x");
            await(watch, later);

            Files.delete(later);
            await(watch, later);

            Set<Path> many = new HashSet<>();
            for (int i = 0; i < 2000; i++) {
                many.add(Files.writeString(app.resolve("file" + i + ".py"), "x"));
            }
            await(watch, many.toArray(Path[]::new));
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void closingFromAnotherThreadEndsTheWait() {
        Watch watch = Watch.open(List.of(Root.of(temporary)), notice -> {});
        Thread.ofVirtual().start(watch::close);
        assertThat(watch.next()).isEmpty();
    }

    private static void await(Watch watch, Path... wanted) {
        Set<Path> missing = new HashSet<>(List.of(wanted));
        while (!missing.isEmpty()) {
            watch.next().orElseThrow().changes().forEach(change -> missing.remove(change.path()));
        }
    }
}
