package dev.slipway.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScansTest {
    private static final Subject SUBJECT = new Subject(Path.of("/x"), IgnoreRules.none(), Overlay.none());

    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        go.countDown();
        threads.close();
    }

    private Scans counting() {
        return new Scans(
                (subject, stop) -> {
                    taken.incrementAndGet();
                    return new Scan(List.of());
                },
                now::get);
    }

    /** Each scan waits until it may go on, or is told to stop. */
    private Scans waiting() {
        return new Scans(
                (subject, stop) -> {
                    taken.incrementAndGet();
                    begun.countDown();
                    try (StopSignal.Registration tie = stop.onRaise(why -> go.countDown())) {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    Scan.heed(stop);
                    return new Scan(List.of());
                },
                now::get);
    }

    @Test
    void whoAsksWhileAScanGoesOnSharesIt() throws Exception {
        Scans scans = waiting();
        List<Future<Scan>> asked = new ArrayList<>();
        asked.add(threads.submit(() -> scans.shared(SUBJECT, new StopSignal())));
        begun.await();
        for (int i = 0; i < 3; i++) {
            asked.add(threads.submit(() -> scans.shared(SUBJECT, new StopSignal())));
        }
        go.countDown();

        for (Future<Scan> one : asked) {
            assertThat(one.get()).isSameAs(asked.get(0).get());
        }
        assertThat(taken).hasValue(1);
    }

    @Test
    void buildsThatBeginTogetherShareAScanAndLaterOnesDoNot() throws IOException {
        Scans scans = counting();
        Scan first = scans.shared(SUBJECT, new StopSignal());

        now.addAndGet(Scans.TOGETHER.toNanos() - 1);
        assertThat(scans.shared(SUBJECT, new StopSignal())).isSameAs(first);
        now.incrementAndGet();
        assertThat(scans.shared(SUBJECT, new StopSignal())).isNotSameAs(first);
        assertThat(taken).hasValue(2);
    }

    @Test
    void aScanThatTookLongIsSharedForAsLongAgain() throws IOException {
        long took = 3 * Scans.TOGETHER.toNanos();
        Scans scans = new Scans(
                (subject, stop) -> {
                    now.addAndGet(took);
                    return new Scan(List.of());
                },
                now::get);
        Scan first = scans.shared(SUBJECT, new StopSignal());

        now.addAndGet(took - 1);
        assertThat(scans.shared(SUBJECT, new StopSignal())).isSameAs(first);
        now.incrementAndGet();
        assertThat(scans.shared(SUBJECT, new StopSignal())).isNotSameAs(first);
    }

    @Test
    void otherRulesAreAnotherScan() throws IOException {
        Scans scans = counting();
        scans.shared(SUBJECT, new StopSignal());
        scans.shared(new Subject(Path.of("/x"), IgnoreRules.parse("# nothing", "f"), Overlay.none()), new StopSignal());
        assertThat(taken).hasValue(1);
        scans.shared(new Subject(Path.of("/x"), IgnoreRules.parse("a", "f"), Overlay.none()), new StopSignal());
        scans.shared(new Subject(Path.of("/y"), IgnoreRules.none(), Overlay.none()), new StopSignal());
        assertThat(taken).hasValue(3);
    }

    @Test
    void anOutdatedScanIsNotSharedAnyMore() throws IOException {
        Scans scans = counting();
        scans.shared(SUBJECT, new StopSignal()).outdate();

        scans.shared(SUBJECT, new StopSignal());

        assertThat(taken).hasValue(2);
    }

    @Test
    void aFreshScanBeginsNowAndIsSharedByTheNext() throws IOException {
        Scans scans = counting();
        Scan first = scans.shared(SUBJECT, new StopSignal());
        Scan fresh = scans.fresh(SUBJECT, new StopSignal());

        assertThat(fresh).isNotSameAs(first);
        assertThat(scans.shared(SUBJECT, new StopSignal())).isSameAs(fresh);
    }

    @Test
    void whoWaitsForAScanThatIsStoppedTakesItsOwn() throws Exception {
        Scans scans = waiting();
        StopSignal first = new StopSignal();
        Future<Scan> leader = threads.submit(() -> scans.shared(SUBJECT, first));
        begun.await();
        Future<Scan> other = threads.submit(() -> scans.shared(SUBJECT, new StopSignal()));
        first.raise(StopSignal.Reason.INTERRUPTED);

        assertThatThrownBy(leader::get).hasCauseInstanceOf(InterruptedIOException.class);
        assertThat(other.get()).isNotNull();
        assertThat(taken).hasValue(2);
    }

    @Test
    void whoIsToldToStopDoesNotWaitForAnothersScan() throws Exception {
        Scans scans = waiting();
        Future<Scan> leader = threads.submit(() -> scans.shared(SUBJECT, new StopSignal()));
        begun.await();
        StopSignal stop = new StopSignal();
        Future<Scan> other = threads.submit(() -> scans.shared(SUBJECT, stop));
        stop.raise(StopSignal.Reason.INTERRUPTED);

        assertThatThrownBy(other::get).hasCauseInstanceOf(InterruptedIOException.class);
        assertThat(leader.isDone()).isFalse();
    }

    @Test
    void whatCannotBeReadIsToldToAllAndTriedAgainLater() throws IOException {
        AtomicInteger tries = new AtomicInteger();
        Scans scans = new Scans(
                (subject, stop) -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new IOException("locked");
                    }
                    return new Scan(List.of());
                },
                now::get);

        assertThatThrownBy(() -> scans.shared(SUBJECT, new StopSignal())).hasMessage("locked");
        assertThat(scans.shared(SUBJECT, new StopSignal())).isNotNull();
    }
}
