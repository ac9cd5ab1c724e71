package dev.slipway.nightly.timer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.journal.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written for timers, in languages that each have odd signs of their own. */
class TimerTextsTest {
    private static final String OTHERS = "MAILTO=me@example.org\n# mine\n*/5 * * * * touch 50\\%\n";

    @TempDir
    private Path folder = Path.of("");

    private static Errand errand(Path root, String... words) {
        return new Errand(
                "ai-stack",
                root,
                List.of(words),
                Map.of("PATH", "/usr/local/bin:/usr/bin", "JAVA_HOME", "/opt/jdk 21"),
                LocalTime.of(2, 30),
                Duration.ofMinutes(10),
                root.resolve(".slipway/nightly/ai-stack.sh"),
                root.resolve(".slipway/nightly/ai-stack.out"));
    }

    private static Errand plain() {
        return errand(Path.of("/srv/project"), "./manage.sh", "nightly", "-p", "ai-stack");
    }

    /** A folder of nothing but trouble. */
    private static Path odd() {
        return Path.of("/srv/100% of it's \"$HOME\" \\o/");
    }

    private static String all(Errand errand) {
        SystemdUnits units = new SystemdUnits(errand, "");
        return "=== script\n" + errand.script() + "=== service\n" + units.service() + "=== timer\n" + units.timer()
                + "=== crontab\n" + String.join("\n", new Crontab(errand).lines()) + "\n";
    }

    @Test
    void asWritten() {
        Golden.check("nightly/timer.txt", all(plain()));
        Golden.check("nightly/timer-odd.txt", all(errand(odd(), "./manage.sh", "nightly", "--set", "A=it's 5%")));
    }

    @Test
    void timesOfAnotherZoneThanTheMachinesNameIt() throws IOException {
        assertThat(new SystemdUnits(plain(), "Europe/Berlin").timer())
                .contains("OnCalendar=*-*-* 02:30:00 Europe/Berlin\n", "OnCalendar=*-*-* 03:30:00 Europe/Berlin\n");
        Path link = Files.createSymbolicLink(folder.resolve("localtime"), Path.of("/usr/share/zoneinfo/Etc/UTC"));
        assertThat(Systemd.foreign("Etc/UTC", link)).isEmpty();
        assertThat(Systemd.foreign("Europe/Berlin", link)).isEqualTo("Europe/Berlin");
        assertThat(Systemd.foreign("Etc/UTC", folder.resolve("none")))
                .as("who knows what the machine goes by")
                .isEqualTo("Etc/UTC");
        assertThat(new Systemd(folder, folder, true, "GMT+01:00").unusable())
                .contains("it knows no time zone 'GMT+01:00', which TZ stands for");
    }

    @Test
    void aCrontabKeepsWhatOthersWrote() {
        Crontab crontab = new Crontab(plain());
        String with = crontab.with(OTHERS);
        assertThat(with).startsWith(OTHERS).contains("30 2 * * *");
        assertThat(crontab.without(with)).isEqualTo(OTHERS);
        assertThat(crontab.with(with)).as("said twice").isEqualTo(with);
        assertThat(crontab.without(OTHERS)).isEqualTo(OTHERS);
        assertThat(crontab.with("")).isEqualTo(String.join("\n", crontab.lines()) + "\n");
        assertThat(crontab.without(crontab.with(""))).isEmpty();
        assertThat(crontab.with("* * * * * true"))
                .as("a last line without its end")
                .startsWith("* * * * * true\n#");
    }

    @Test
    void aNewTimeTakesTheOldOnesPlace() {
        Errand later = new Errand(
                "ai-stack",
                plain().root(),
                plain().words(),
                plain().variables(),
                LocalTime.of(23, 50),
                Duration.ZERO,
                plain().launcher(),
                plain().output());
        String text = new Crontab(later).with(new Crontab(plain()).with("# first\n") + "# last\n");
        assertThat(text).startsWith("# first\n").endsWith("# last\n").contains("50 23 * * *", "7 * * * *");
        assertThat(text).doesNotContain("30 2 * * *");
    }

    @Test
    void whatSomebodyPutBetweenTheMarksStays() {
        Crontab crontab = new Crontab(plain());
        String with = crontab.with(OTHERS).replace("47 * * * *", "0 9 * * * mine\n47 * * * *");
        assertThat(with).contains("0 9 * * * mine");
        String unended = with.replace("# slipway nightly ai-stack " + plain().mark() + " ends\n", "");
        assertThat(crontab.without(unended)).isEqualTo(OTHERS + "0 9 * * * mine\n");
    }

    @Test
    void twoCheckoutsOfOnePipelineDoNotMeet() {
        Crontab one = new Crontab(plain());
        Crontab other = new Crontab(errand(Path.of("/srv/project 2"), "./manage.sh"));
        assertThat(one.without(other.with(one.with("")))).isEqualTo(other.with(""));
    }

    @Test
    void lineBreaksInPathsAreRefused() {
        assertThat(plain().hindrance()).isEmpty();
        assertThat(errand(odd(), "x").hindrance()).isEmpty();
        assertThat(errand(Path.of("/srv/a\nb"), "x").hindrance())
                .get()
                .isEqualTo("'/srv/a?b' has a line break or another control character");
    }

    @Test
    void theScriptRunsWhereItShouldWithWhatItShould() throws IOException, InterruptedException {
        Path root = Files.createDirectories(folder.resolve("100% of it's \"$HOME\" \\o"));
        Errand errand = errand(root, "/bin/sh", "-c", "printf '%s|' \"$PWD\" \"$JAVA_HOME\" \"$@\"", "sh", "it's 5%");
        Files.createDirectories(errand.launcher().getParent());
        Files.writeString(errand.launcher(), errand.script());
        assertThat(printed(List.of("/bin/sh", errand.launcher().toString(), "--if-due")))
                .isEqualTo(root + "|/opt/jdk 21|it's 5%|--if-due|");
    }

    @Test
    void systemdUnderstandsItsUnits() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "there is no systemd-analyze on this machine");
        for (SystemdUnits units : List.of(
                new SystemdUnits(plain(), ""),
                new SystemdUnits(errand(odd(), "./manage.sh"), ""),
                new SystemdUnits(plain(), "America/New_York"))) {
            Path service = folder.resolve(units.name() + ".service");
            Path timer = folder.resolve(units.name() + ".timer");
            Files.writeString(service, units.service());
            Files.writeString(timer, units.timer());
            assertThat(printed(List.of("systemd-analyze", "verify", "--man=no", service.toString(), timer.toString())))
                    .as(units.service())
                    .doesNotContain(units.name());
        }
    }

    private String printed(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(text).isZero();
            return text;
        } finally {
            process.destroyForcibly();
        }
    }
}
