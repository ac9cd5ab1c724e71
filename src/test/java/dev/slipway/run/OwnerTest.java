package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void livingProcessIsNotDeadAndOneThatNeverWasIs() {
        Owner self = Owner.self();
        assertThat(self.dead()).isFalse();
        assertThat(Owner.parse(self.toString())).contains(self);
        assertThat(new Owner(self.host(), Long.MAX_VALUE, 1).dead()).isTrue();
        assertThat(new Owner(self.host(), self.process(), self.begun() + 1).dead())
                .isTrue();
    }

    @Test
    void beginningDoesNotMoveWithTheClock() {
        // In ticks since the machine's start it is far less than any instant of a calendar.
        assertThat(Owner.self().begun())
                .isLessThan(Instant.parse("2001-01-01T00:00:00Z").toEpochMilli());
    }

    @Test
    void runOfAnEarlierStartOfTheMachineIsKnownDeadByItsLock() throws IOException {
        Home home = new Home(folder);
        RunFolders folders = new RunFolders(home);
        String mine = folders.begin(Instant.EPOCH);
        assertThat(folders.knownDead(mine + "-full")).isFalse();
        assertThat(folders.knownDead(mine)).as("asking twice loses no lock").isFalse();
        String other = "20250101-000000-beef";
        Files.createDirectories(home.run(other));
        Files.writeString(home.run(other).resolve("owner"), "another-boot.1/5/7");
        assertThat(folders.knownDead(other)).isFalse();
        Files.writeString(home.run(other).resolve("alive"), "");
        assertThat(folders.knownDead(other)).isTrue();
        assertThat(folders.knownDead("../../../../../etc/passwd")).isFalse();
    }

    /** The question is put by holding the lock for a moment, and Java lets no two threads hold it. */
    @Test
    void manyThreadsMayAskAtOnce() throws IOException, InterruptedException, ExecutionException {
        Home home = new Home(folder);
        String dead = "20250101-000000-beef";
        Files.createDirectories(home.run(dead));
        Files.writeString(home.run(dead).resolve("alive"), "");
        int askers = 4;
        CyclicBarrier together = new CyclicBarrier(askers);
        try (ExecutorService threads = Executors.newFixedThreadPool(askers)) {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < askers; i++) {
                answers.add(threads.submit(() -> {
                    boolean all = true;
                    together.await();
                    for (int time = 0; time < 500; time++) {
                        all &= new RunFolders(home).knownDead(dead);
                    }
                    return all;
                }));
            }
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }
    }
}
