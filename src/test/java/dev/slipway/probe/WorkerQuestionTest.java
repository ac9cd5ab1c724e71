package dev.slipway.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Check;
import dev.slipway.model.WorkerCheck;
import dev.slipway.model.WorkerCheck.Job;
import dev.slipway.probe.Doubles.Heard;
import dev.slipway.probe.ProbeResult.Healthy;
import dev.slipway.probe.ProbeResult.Unhealthy;
import dev.slipway.probe.ScriptedEngine.Play;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the programs report is told in words; the programs themselves are proven by WorkerIT. */
class WorkerQuestionTest {
    private static final Subject WORKER = new Subject("sha256:w", "worker", Map.of("MODE", "test"));
    private static final Duration WITHIN = Duration.ofMillis(50);
    private static final Job ADD = new Job("add", "[1,2]", "{\"by\":3}", "3");

    private final ScriptedEngine engine = new ScriptedEngine().with("sha256:w");
    private final TestBed bed = TestBed.open(engine, Doubles.setting(Path.of(".")));
    private final Heard log = new Heard();

    @AfterEach
    void clear() {
        bed.close();
    }

    @Test
    void theQuestionGoesInByAVariableAndNotByTheCommandLine() throws JsonProcessingException {
        JsonNode[] asked = new JsonNode[1];
        engine.plays(spec -> Play.runs("started"));
        engine.prints = env -> {
            asked[0] = json(env.getOrDefault(Program.QUESTION, ""));
            assertThat(env).containsEntry("MODE", "test");
            return List.of(
                    "noise", asked[0].path("mark").asText() + "{\"kind\":\"done\",\"got\":\"3\",\"seconds\":0.25}");
        };
        Healthy yes = (Healthy) ask(new WorkerCheck.Arq("app.Settings", ADD, Doubles.LONG, Doubles.HERE));
        assertThat(yes.detail()).isEqualTo("add resulted in 3");
        assertThat(yes.facts()).containsEntry("job.seconds", "0.250");
        assertThat(asked[0].path("path").asText()).isEqualTo("app.Settings");
        assertThat(asked[0].path("job").toString())
                .isEqualTo("{\"name\":\"add\",\"args\":\"[1,2]\",\"kwargs\":\"{\\\"by\\\":3}\",\"result\":\"3\"}");
        assertThat(engine.executed).hasSize(1);
        assertThat(engine.executed.getFirst()).startsWith("python3", "-c").hasSize(3);
        assertThat(engine.executed.getFirst().get(2)).doesNotContain("app.Settings");
        assertThat(log.lines).contains("noise").noneMatch(line -> line.contains("slipway-"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"kind":"module-missing","module":"ap","folder":"/app"} | there is no module ap in /app or on Python's path
                    {"kind":"attribute-missing","module":"app","attribute":"Setings","there":["Settings"]} | the module app has no Setings; it has Settings
                    {"kind":"library-missing","library":"arq","python":"/usr/bin/python3"} | /usr/bin/python3 has no arq: the container's Python cannot import it
                    {"kind":"dependency-missing","module":"app","missing":"numpy"} | importing app needs module numpy, which is not installed in the image
                    {"kind":"job-raised","error":"ValueError","message":"no model"} | add raised ValueError: no model
                    {"kind":"job-running"} | add was taken, and had not ended after 50ms
                    {"kind":"wrong-result","got":"4"} | add resulted in 4, not in 3
                    {"kind":"job-waiting","queue":"arq:queue","waiting":2} | job add was not taken out of the queue arq:queue in 50ms (2 waiting there). Maybe the worker is busy, or listens on another queue
                    {"kind":"job-lost","kept":0} | job add is gone without a result (keep_result of the worker: 0)
                    {"kind":"redis-refused","redis":"redis:6379/0","error":"ConnectionError","message":"refused"} | last try to ask Redis at redis:6379/0 raised ConnectionError: refused
                    {"kind":"import-raised","module":"app","error":"KeyError","message":"'HOST'"} | last try to import app raised KeyError: 'HOST'
                    {"kind":"record-stale","key":"q:health-check","redis":"r:1/0","written":90,"up":4} | last record of health at q:health-check on r:1/0 was written 90s ago, before this worker began 4s ago
                    {"kind":"process-missing","key":"q:health-check","redis":"r:1/0"} | last look found no process of arq in the container; the record of health at q:health-check on r:1/0 is of another one
                    {"kind":"record-missing","key":"q:health-check","redis":"r:1/0","looks":7,"interval":30} | last look found no record of health at q:health-check on r:1/0 (7 looks). Maybe the worker does not run, has other settings than app.Settings, or is kept from its loop longer than its health_check_interval of 30s
                    torn{ | last look ended with exit code 0
                    """)
    void whatIsWrongWithAnArqWorker(String report, String words) {
        reporting(Play.runs("started"), report);
        Unhealthy no = (Unhealthy) ask(new WorkerCheck.Arq("app.Settings", ADD, WITHIN, Doubles.HERE));
        assertThat(no.message())
                .startsWith("arq app.Settings does add in worker: ")
                .contains(words.strip());
    }

    @Test
    void aJobHasAsLongAgain() {
        Duration alone = Program.longest(Program.question(), Duration.ofMinutes(2));
        Duration working = Program.longest(WorkerQuestion.asked(Program.question(), ADD), Duration.ofMinutes(2));
        assertThat(working).isEqualTo(alone.plusMinutes(2)).isGreaterThan(Duration.ofMinutes(4));
    }

    @Test
    void aRecordThatOutlivesItsWorkerIsToldAsSuch() {
        reporting(Play.runs(), "{\"kind\":\"alive\",\"record\":\"j_complete=0\",\"interval\":3600}");
        assertThat(((Healthy) ask(new WorkerCheck.Arq("app.Settings", null, Doubles.LONG, Doubles.HERE))).detail())
                .isEqualTo("record j_complete=0, kept 60m1s after the worker's death (health_check_interval)");
    }

    @Test
    void anImageWithoutPythonIsToldAtOnce() {
        engine.plays(spec -> Play.runs()).execs(127);
        assertThat(((Unhealthy) ask(celery(null, null))).message()).endsWith("the container has no python3 or python");
        assertThat(engine.executed).extracting(List::getFirst).containsExactly("python3", "python");
    }

    @Test
    void aProgramThatSaysNothingIsToldWithItsLastLine() {
        engine.plays(spec -> Play.runs()).execs(1);
        assertThat(((Unhealthy) ask(celery(null, null))).message())
                .contains("last look ended with exit code 1, saying \"exec says 1\"");
    }

    @Test
    void aWorkerThatHasEndedIsToldWithItsExitCode() {
        reporting(Play.exits(3, "cannot import app"), "{\"kind\":\"unanswered\"}");
        Unhealthy no = (Unhealthy) ask(celery(null, null));
        assertThat(no.message()).contains("the container of worker has ended with exit code 3");
        assertThat(no.lines()).containsExactly("cannot import app");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"kind":"broker-refused","broker":"redis://redis:6379/0","error":"OperationalError","message":"no"} | last try to reach the broker at redis://redis:6379/0 raised OperationalError: no
                    {"kind":"unanswered","node":"celery@w","pings":3,"broker":"redis://r","process":1} | last 3 pings of celery@w unanswered (broker redis://r)
                    {"kind":"unanswered","node":"celery@w","pings":1,"broker":"redis://r","process":null} | last 1 ping of celery@w unanswered (broker redis://r), and no process of a Celery worker in the container
                    {"kind":"task-unknown","node":"celery@w","tasks":["app.sub"]} | celery@w knows no task add; it knows app.sub
                    {"kind":"job-waiting","queue":"celery","queues":["other"],"node":"celery@w"} | add was not done within 50ms: it was sent to the queue celery, and celery@w listens on other
                    {"kind":"job-waiting","queue":"celery","queues":["celery"],"node":"celery@w"} | add was not done within 50ms: it waits in the queue celery. Maybe the worker is busy
                    {"kind":"task-sent","id":"1234567890"} | add has no result to compare: the app keeps none (result_backend, ignore_result)
                    {"kind":"no-app","path":"app","type":"FastAPI"} | app is no Celery app but a FastAPI
                    """)
    void whatIsWrongWithACeleryWorker(String report, String words) {
        reporting(Play.runs("started"), report);
        assertThat(((Unhealthy) ask(celery(ADD, null))).message())
                .startsWith("celery app does add in worker: ")
                .contains(words.strip());
    }

    private static final String SILENT =
            "{\"kind\":\"unanswered\",\"node\":\"celery@w\",\"pings\":1,\"broker\":\"b\",\"process\":1,\"used\":%s,\"looked\":2.0}";

    @Test
    void aTaskInHandIsForgivenForAsLongAsIsAllowed() {
        reporting(Play.runs("[INFO] Task app.nap[0123-4567-89ab] received"), SILENT.formatted("0.0"));
        assertThat(((Unhealthy) ask(celery(null, Duration.ofMillis(400)))).message())
                .contains("1 ping of celery@w unanswered (broker b), the log has the task app.nap in hand");
    }

    @Test
    void silenceThatNothingExcusesIsNotForgiven() {
        reporting(
                Play.runs(
                        "[INFO] Task app.nap[0123-4567-89ab] received",
                        "[INFO] Task app.nap[0123-4567-89ab] succeeded in 2s: None"),
                SILENT.formatted("0.1"));
        assertThat(((Unhealthy) ask(celery(null, Doubles.LONG))).message())
                .endsWith("and nothing shows that it has a task in hand");
    }

    @Test
    void whoComputesIsForgivenWithoutALog() {
        reporting(Play.runs(), SILENT.formatted("1.9"));
        assertThat(((Unhealthy) ask(celery(null, Duration.ofMillis(400)))).message())
                .contains("it used the processor for 1.9s of 2.0s");
    }

    @Test
    void theLogTellsOfATaskWhoseResultIsNotKept() {
        reporting(
                Play.runs("Task add[12345678-abcd] received", "Task add[12345678-abcd] succeeded in 0.1s: 3"),
                "{\"kind\":\"task-sent\",\"id\":\"12345678-abcd\"}");
        Job any = new Job("add", "[]", "{}", null);
        assertThat(((Healthy) ask(new WorkerCheck.Celery("app", any, null, Doubles.LONG, Doubles.HERE))).detail())
                .isEqualTo("add: its log has \"Task add[12345678-abcd] succeeded in 0.1s: 3\"");
    }

    private static final String BEAT =
            "{\"kind\":\"beat\",\"pid\":1,\"state\":\"S\",\"scheduler\":\"PersistentScheduler\",\"file\":\"/app/s\",\"there\":true,"
                    + "\"written\":1.0,\"entries\":1,\"woken\":3,\"sent\":0,\"moved\":[],\"ran\":[],\"lacking\":[],\"due\":2.0}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "there":true | "there":false | look found no schedule file /app/s
                    "written":1.0 | "written":-9.0 | look found the schedule file /app/s untouched since the process began
                    "lacking":[] | "lacking":["tick"] | look found no tick in the schedule file /app/s
                    "state":"S" | "state":"T" | look found its process stopped (state T)
                    "kind":"beat" | "kind":"beat-missing" | look found no process of celery beat in the container
                    "due":2.0 | "due":0 | look saw no task sent
                    """)
    void whatIsWrongWithBeat(String from, String to, String words) {
        reporting(Play.runs("beat: Starting..."), BEAT.replace(from.strip(), to.strip()));
        assertThat(((Unhealthy) ask(beat(Duration.ofMillis(700)))).message())
                .startsWith("beat app in worker: ")
                .contains("last " + words.strip());
    }

    @Test
    void beatThatCannotReachItsBrokerIsToldByItsOwnWords() {
        reporting(Play.runs("beat: Connection error: refused. Trying again in 2.0 seconds..."), BEAT);
        assertThat(((Unhealthy) ask(beat(Duration.ofMillis(700)))).message())
                .contains("last log line is \"beat: Connection error: refused. Trying again in 2.0 seconds...\"");
    }

    @Test
    void beatHasNothingToSendForLongerThanIsWaited() {
        reporting(Play.runs("beat: Starting..."), BEAT.replace("\"due\":2.0", "\"due\":7200"));
        assertThat(((Healthy) ask(beat(Doubles.LONG))).detail())
                .isEqualTo("runs, and nothing is due for 120m: no sending was to be seen");
    }

    private static String kept(String scheduler, String... changes) {
        String report = BEAT.replace("PersistentScheduler", scheduler).replace("\"entries\":1,", "");
        for (int i = 0; i < changes.length; i += 2) {
            report = report.replace(changes[i], changes[i + 1]);
        }
        return report;
    }

    @Test
    void aScheduleThatIsKeptElsewhereIsNoReasonToSendNothing() {
        String report = kept("DatabaseScheduler", "\"due\":2.0", "\"due\":7200,\"empty\":true,\"planned\":0");
        reporting(Play.runs("beat: Starting..."), report);
        assertThat(((Unhealthy) ask(beat(Duration.ofMillis(700)))).message()).contains("look saw no task sent");
    }

    @Test
    void aSchedulerWhoseFileOrAppHasNothingIsHealthy() {
        reporting(Play.runs("beat: Starting..."), kept("PersistentScheduler", "\"due\":2.0", "\"planned\":0"));
        assertThat(((Healthy) ask(beat(Doubles.LONG))).detail()).isEqualTo("runs, and its schedule is empty");
        reporting(Play.runs("beat: Starting..."), BEAT.replace("\"entries\":1", "\"entries\":0"));
        assertThat(((Healthy) ask(beat(Doubles.LONG))).detail()).isEqualTo("runs, and its schedule is empty");
    }

    @Test
    void theProgramThatWatchesIsEndedAndWaitedFor() {
        reporting(Play.runs("beat: Starting..."), BEAT.replace("\"moved\":[]", "\"moved\":[\"tick\"],\"self\":77"));
        Function<Map<String, String>, List<String>> reports = Objects.requireNonNull(engine.prints);
        engine.prints = env -> env.containsKey(Program.QUESTION) ? reports.apply(env) : List.of();
        engine.lingers = env -> env.containsKey(Program.QUESTION);
        assertThat(ask(beat(Doubles.LONG))).isInstanceOf(Healthy.class);
        assertThat(engine.lingering()).isZero();
        assertThat(engine.executed.getLast()).endsWith("77").anyMatch(word -> word.contains("os.kill"));
    }

    @Test
    void aSilentLogIsMadeUpForByTheFileAndByWaking() {
        reporting(Play.runs(), BEAT.replace("\"ran\":[]", "\"ran\":[\"tick\"]"));
        assertThat(((Healthy) ask(beat(Doubles.LONG))).detail())
                .startsWith("sent tick since it began, says its schedule file, and woke 3 times in ");
    }

    @Test
    void aScheduleFileThatMovesOnIsAHeartbeat() {
        reporting(Play.runs("beat: Starting..."), BEAT.replace("\"moved\":[]", "\"moved\":[\"tick\"]"));
        assertThat(((Healthy) ask(beat(Doubles.LONG))).detail())
                .isEqualTo("its schedule file moved on while it was looked at: tick");
    }

    private void reporting(Play play, String report) {
        engine.plays(spec -> play);
        engine.prints = env -> List.of(
                json(env.getOrDefault(Program.QUESTION, "")).path("mark").asText() + report.strip());
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException torn) {
            throw new AssertionError(text, torn);
        }
    }

    private static WorkerCheck celery(@Nullable Job job, @Nullable Duration busy) {
        return new WorkerCheck.Celery("app", job, busy, WITHIN, Doubles.HERE);
    }

    private static WorkerCheck beat(Duration within) {
        return new WorkerCheck.Beat("app", null, within, Doubles.HERE);
    }

    private ProbeResult ask(Check check) {
        return bed.ask(check, WORKER, new StopSignal(), log);
    }
}
