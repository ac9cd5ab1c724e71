package dev.slipway.nightly.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's own cron reads what we write and starts it when its minute comes. It runs unpacked, in a name space of its own; cron
 * looks at the clock once a minute, so this takes up to two. Needs root, unshare and the package.
 */
@Tag("nights")
@Timeout(300)
final class CronIT {
    private static final String ALONE = "src/test/resources/dev/slipway/nightly/cron-alone.sh";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_real_cron_starts_the_errand_where_and_with_what_it_should() throws IOException, InterruptedException {
        Path cron = unpacked();
        Path root = Files.createDirectories(folder.resolve("100% of it's \"$HOME\" \\o"));
        Path sign = folder.resolve("sign");
        LocalTime soon = LocalTime.now(ZoneId.systemDefault()).plusMinutes(1).plusSeconds(15);
        Errand errand = new Errand(
                "ai-stack",
                root,
                List.of("/bin/sh", "-c", "printf '%s|' \"$PWD\" \"$MARK\" \"$@\" >" + sign, "sh", "it's 5%"),
                Map.of("PATH", "/usr/bin:/bin", "MARK", "50% \"so\""),
                LocalTime.of(soon.getHour(), soon.getMinute()),
                Duration.ZERO,
                root.resolve("ai-stack.sh"),
                root.resolve("ai-stack.out"));
        Files.writeString(errand.launcher(), errand.script());
        Path table = folder.resolve("table");
        Files.writeString(table, new Crontab(errand).with("MAILTO=\"\"\n"));

        Told told = run(
                folder,
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "--propagation",
                "private",
                "sh",
                Path.of(ALONE).toAbsolutePath().toString(),
                cron.toString(),
                table.toString(),
                sign.toString(),
                "140");

        Assumptions.assumeFalse(
                told.text().contains("Operation not permitted") || told.text().contains("unshare failed"),
                "no name space of its own can be had here: " + told.text());
        assertThat(sign).as(told.text()).exists();
        assertThat(Files.readString(sign)).isEqualTo(root + "|50% \"so\"|it's 5%|--if-due|--scheduled|");
        assertThat(told.text()).as("crontab gives back what it was given").contains(new Crontab(errand).lines());
        assertThat(errand.output()).as("and its printing is kept").exists();
    }

    private Path unpacked() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "only root may have a name space of mounts");
        Assumptions.assumeTrue(
                Stream.of("unshare", "apt-get", "dpkg").allMatch(name -> Files.isExecutable(Path.of("/usr/bin", name))),
                "this is no Debian");
        Path place = Files.createDirectories(folder.resolve("package"));
        Told fetched = run(place, "apt-get", "download", "-q", "cron");
        try (Stream<Path> files = Files.list(place)) {
            Path archive = files.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseGet(() -> Assumptions.abort("the package of cron cannot be had: " + fetched.text()));
            Path unpacked = folder.resolve("cron");
            assertThat(run(folder, "dpkg", "-x", archive.toString(), unpacked.toString())
                            .exit())
                    .isZero();
            return unpacked;
        }
    }

    private record Told(int exit, String text) {}

    private static Told run(Path folder, String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Told(process.exitValue(), text);
        } finally {
            process.destroyForcibly();
        }
    }
}
