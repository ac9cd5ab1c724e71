package dev.slipway.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.StopSignal;
import dev.slipway.model.Check;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.WorkerCheck;
import dev.slipway.model.WorkerCheck.Job;
import dev.slipway.probe.Doubles.Heard;
import dev.slipway.probe.ProbeResult.Healthy;
import dev.slipway.probe.ProbeResult.Unhealthy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real workers beside a real Redis, in health and in each kind of trouble. One image plays all of them. */
@Tag("any-builder")
class WorkerIT {
    private static final Duration WITHIN = Duration.ofSeconds(90);
    private static final Duration BRIEF = Duration.ofSeconds(6);
    private static final String DOCKERFILE =
            """
            FROM python:3.11-slim
            RUN pip install --no-cache-dir arq==0.26.1 "celery[redis]==5.4.0" kombu==5.4.2
            WORKDIR /app
            RUN useradd -m app && chown app /app && printf '%s\\n' \\
                'import asyncio, os, time' \\
                'from arq.connections import RedisSettings' \\
                'from celery import Celery' \\
                'async def add(ctx, a, b): return {"sum": a + b}' \\
                'async def boom(ctx): raise ValueError("no such model: yolo")' \\
                'class WorkerSettings:' \\
                '    functions = [add, boom]' \\
                '    redis_settings = RedisSettings(host=os.environ.get("REDIS_HOST", "redis"), conn_timeout=1)' \\
                '    health_check_interval = 2' \\
                'class OtherQueue(WorkerSettings):' \\
                '    functions = [add]' \\
                '    queue_name = "other"' \\
                '    redis_settings = WorkerSettings.redis_settings' \\
                'host = os.environ.get("REDIS_HOST", "redis")' \\
                'celery = Celery("app", broker=f"redis://{host}:6379/1", backend=f"redis://{host}:6379/2")' \\
                'celery.conf.beat_schedule = {"tick": {"task": "app.tick", "schedule": 2.0}}' \\
                '@celery.task(name="app.tick")' \\
                'def tick(): return "tick"' \\
                '@celery.task(name="app.nap")' \\
                'def nap(seconds): time.sleep(seconds); return seconds' \\
                '@celery.task(name="app.bang")' \\
                'def bang(): raise ValueError("bang")' > app.py
            RUN printf '%s\\n' '#!/bin/sh' 'case "$ROLE" in' \\
                'arq) exec arq app.WorkerSettings;;' \\
                'solo) python -c "import app; app.celery.send_task(\\"app.nap\\", [${NAP:-0}])"; exec celery -A app.celery worker -P solo -l INFO -n one@%h;;' \\
                'prefork) exec celery -A app.celery worker -c 1 -l WARNING -Q wrong;;' \\
                'beat) exec celery -A app.celery beat -l INFO -s /tmp/schedule;;' \\
                'quiet) exec celery -A app.celery beat -s /tmp/schedule;;' \\
                'stuck) celery -A app.celery beat -l INFO & sleep 12; kill -STOP $!; wait;;' \\
                '*) exec sleep 600;;' 'esac' > /start.sh && chmod +x /start.sh
            USER app
            CMD ["/start.sh"]
            """;

    private static @Nullable Dockyard yard;
    private static String image = "";

    private final StopSignal stop = new StopSignal();
    private final Heard log = new Heard();

    @BeforeAll
    static void build() {
        yard = Dockyard.open("python:3.11-slim", "redis:7");
        image = yard.build(DOCKERFILE);
    }

    @AfterAll
    static void clear() {
        if (yard != null) {
            yard.close();
        }
    }

    @Test
    void anArqWorkerKeepsItsRecordAndDoesAJob() {
        Job add = new Job("add", "[1,2]", "{}", "{\"sum\":3}");
        List<ProbeResult> results = ask(
                Map.of("ROLE", "arq"),
                arq("app.WorkerSettings", null, WITHIN),
                arq("app.WorkerSettings", add, WITHIN),
                arq("app.WorkerSettings", new Job("add", "[1,1]", "{}", "{\"sum\":3}"), WITHIN),
                arq("app.WorkerSettings", new Job("boom", "[]", "{}", null), WITHIN),
                arq("app.WorkerSettings", new Job("blur", "[]", "{}", null), WITHIN),
                arq("app.Settings", null, WITHIN),
                arq("ap.WorkerSettings", null, WITHIN),
                arq("app.OtherQueue", null, BRIEF));
        assertThat(results.get(0)).isInstanceOf(Healthy.class);
        assertThat(((Healthy) results.get(1)).detail()).isEqualTo("add resulted in {\"sum\": 3}");
        assertThat(message(results.get(2))).endsWith("add resulted in {\"sum\": 2}, not in {\"sum\":3}");
        assertThat(message(results.get(3))).endsWith("boom raised ValueError: no such model: yolo");
        assertThat(message(results.get(4))).contains("blur raised JobExecutionFailed: function 'blur' not found");
        assertThat(message(results.get(5))).contains("the module app has no Settings; it has ");
        assertThat(message(results.get(6))).endsWith("there is no module ap in /app or on Python's path");
        assertThat(message(results.get(7))).contains("no record of health at other:health-check on redis:6379/0");
    }

    @Test
    void withoutAWorkerOrARedisNothingIsHealthy() {
        List<ProbeResult> down = ask(
                Map.of("ROLE", "none"),
                arq("app.WorkerSettings", null, BRIEF),
                celery(null, null, BRIEF),
                new WorkerCheck.Beat("app.celery", null, BRIEF, Doubles.HERE));
        assertThat(message(down.get(0))).contains("no record of health at arq:queue:health-check");
        assertThat(message(down.get(1))).contains("and no process of a Celery worker in the container");
        assertThat(message(down.get(2))).contains("no process of celery beat in the container");
        List<ProbeResult> refused = ask(
                Map.of("ROLE", "none", "REDIS_HOST", "127.0.0.1"),
                arq("app.WorkerSettings", null, BRIEF),
                celery(null, null, BRIEF));
        assertThat(message(refused.get(0))).contains("ask Redis at 127.0.0.1:6379/0 raised ConnectionError: Error 111");
        assertThat(message(refused.get(1)))
                .contains("reach the broker at redis://127.0.0.1:6379/1 raised OperationalError: Error 111");
    }

    @Test
    void aSoloWorkerIsForgivenWhileItIsBusy() {
        List<ProbeResult> results = ask(
                Map.of("ROLE", "solo", "NAP", "30"),
                new Check.Logs(List.of("Task app.nap["), List.of(), WITHIN, Doubles.HERE),
                celery(null, null, BRIEF),
                celery(null, Duration.ofMinutes(2), BRIEF),
                celery(new Job("app.nap", "[0]", "{}", "0"), null, WITHIN),
                celery(new Job("app.bang", "[]", "{}", null), null, WITHIN),
                celery(new Job("app.blur", "[]", "{}", null), null, WITHIN));
        assertThat(message(results.get(1))).contains("of one@").contains("unanswered (broker redis://redis:6379/1)");
        assertThat(((Healthy) results.get(2)).detail()).startsWith("one@").contains(" answers (");
        assertThat(((Healthy) results.get(3)).detail()).isEqualTo("app.nap resulted in 0");
        assertThat(message(results.get(4))).endsWith("app.bang raised ValueError: bang");
        assertThat(message(results.get(5))).contains("knows no task app.blur; it knows app.bang, app.nap, app.tick");
    }

    @Test
    void aTaskThatGoesToAnotherQueueIsToldAsSuch() {
        List<ProbeResult> results = ask(
                Map.of("ROLE", "prefork"),
                celery(null, null, WITHIN),
                celery(new Job("app.nap", "[0]", "{}", "0"), null, BRIEF));
        assertThat(results.get(0)).isInstanceOf(Healthy.class);
        assertThat(message(results.get(1)))
                .contains("it was sent to the queue celery, and celery@")
                .endsWith("listens on wrong");
    }

    @Test
    void beatSendsWhatIsDue() {
        assertThat(((Healthy) one("beat", beat(WITHIN))).detail())
                .startsWith("sent a due task while it was looked at: ")
                .contains("Scheduler: Sending due task tick (app.tick)");
    }

    @Test
    void beatWithASilentLogIsSeenToSend() {
        assertThat(((Healthy) one("quiet", beat(WITHIN))).detail()).contains("woke ");
    }

    @Test
    void beatThatCannotReachItsBrokerOrIsStoppedHasNoHeartbeat() {
        assertThat(message(ask(Map.of("ROLE", "beat", "REDIS_HOST", "127.0.0.1"), beat(Duration.ofSeconds(45)))
                        .getFirst()))
                .contains("beat: Connection error: Error 111 connecting to 127.0.0.1:6379");
        List<ProbeResult> stuck = ask(
                Map.of("ROLE", "stuck"),
                new Check.Run("grep -q 'State:.T' /proc/[0-9]*/status", 0, null, true, WITHIN, Doubles.HERE),
                beat(BRIEF));
        assertThat(message(stuck.get(1))).contains("found its process stopped (state T)");
    }

    @Test
    void aWorkerThatInheritedTheHealthCheckOfItsApiIsToldAsSuch() {
        String inherited = yard().build(
                        """
                FROM python:3.11-slim AS api
                HEALTHCHECK --interval=1s --retries=2 CMD python -c "import urllib.request as u; u.urlopen('http://localhost:8000/health')"
                FROM api
                RUN printf '#!/bin/sh\\nexec sleep 600\\n' > /usr/local/bin/celery && chmod +x /usr/local/bin/celery
                CMD ["celery", "-A", "app.celery", "worker", "-l", "INFO"]
                """);
        try (TestBed bed = TestBed.open(yard().engine(), yard().setting())) {
            Check healthy = new Check.Healthy(Duration.ofSeconds(10), Doubles.HERE);
            ProbeResult result = bed.ask(healthy, new Subject(inherited, "worker", Map.of()), stop, log);
            assertThat(message(result))
                    .contains("its HEALTHCHECK asks HTTP on port 8000 (python -c ")
                    .contains(
                            "and its command is a worker of celery, which answers none (celery -A app.celery worker -l INFO)")
                    .endsWith("A fitting one: HEALTHCHECK CMD celery -A app.celery inspect ping -d celery@$HOSTNAME");
            assertThat(((Unhealthy) result).lines()).contains("CMD celery -A app.celery worker -l INFO");
        }
    }

    private static Check arq(String settings, @Nullable Job job, Duration within) {
        return new WorkerCheck.Arq(settings, job, within, Doubles.HERE);
    }

    private static Check celery(@Nullable Job task, @Nullable Duration busy, Duration within) {
        return new WorkerCheck.Celery("app.celery", task, busy, within, Doubles.HERE);
    }

    private static Check beat(Duration within) {
        return new WorkerCheck.Beat("app.celery", null, within, Doubles.HERE);
    }

    private static String message(ProbeResult result) {
        assertThat(result).isInstanceOf(Unhealthy.class);
        return ((Unhealthy) result).message();
    }

    private static Dockyard yard() {
        if (yard == null) {
            throw new IllegalStateException("the engine was not opened");
        }
        return yard;
    }

    private ProbeResult one(String role, Check check) {
        return ask(Map.of("ROLE", role), check).getFirst();
    }

    private List<ProbeResult> ask(Map<String, String> env, Check... checks) {
        Dockyard open = yard();
        List<ProbeResult> results;
        try (TestBed bed = TestBed.open(open.engine(), open.setting())) {
            Check ping = new Check.Run("redis-cli ping", 0, "PONG", true, WITHIN, Doubles.HERE);
            ServiceSpec redis = new ServiceSpec("redis", "redis:7", List.of(), Map.of(), List.of(ping), Doubles.HERE);
            assertThat(bed.startService(redis, stop, log)).isInstanceOf(Healthy.class);
            Subject worker = new Subject(image, "worker", env);
            results = Stream.of(checks)
                    .map(check -> bed.ask(check, worker, stop, log))
                    .toList();
        }
        open.assertNothingIsLeft();
        return results;
    }
}
