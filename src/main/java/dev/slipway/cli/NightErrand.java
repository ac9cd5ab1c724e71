package dev.slipway.cli;

import dev.slipway.nightly.NightFiles;
import dev.slipway.nightly.Schedule;
import dev.slipway.nightly.timer.Errand;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a timer has to start so that the nights of a pipeline are run from here: this program, with what it finds around it now. */
final class NightErrand {
    /** Timers have next to no environment. Secrets are not taken along: they belong into a file, or where the pipeline says. */
    private static final List<String> KEPT = List.of(
            "PATH",
            "HOME",
            "JAVA_HOME",
            "LANG",
            "LC_ALL",
            "TZ",
            "DOCKER_HOST",
            "DOCKER_CONTEXT",
            "DOCKER_CONFIG",
            "DOCKER_CERT_PATH",
            "DOCKER_TLS_VERIFY",
            "DOCKER_BUILDKIT",
            "XDG_RUNTIME_DIR",
            "XDG_CONFIG_HOME",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "SSL_CERT_FILE",
            "PGUSER",
            "SLIPWAY_HOME",
            "SLIPWAY_LEDGER");

    private NightErrand() {}

    static Errand of(
            Shell shell, PipelineOption option, String pipeline, Schedule schedule, Map<String, String> environment) {
        NightFiles files = NightFiles.in(shell.workspace().home(), pipeline);
        Path root = shell.workspace().root();
        Map<String, String> variables = new TreeMap<>(environment);
        variables.keySet().retainAll(KEPT);
        List<String> words = new ArrayList<>();
        // Only the front door sets it, and it knows how to find a JDK and an engine.
        if (environment.containsKey("SLIPWAY_ROOT") && Files.isExecutable(root.resolve("manage.sh"))) {
            words.add("./manage.sh");
        } else {
            words.addAll(program());
            variables.put("SLIPWAY_ROOT", root.toString());
            variables.put("SLIPWAY_HOME", shell.workspace().home().folder().toString());
        }
        words.add("nightly");
        words.addAll(option.words(shell));
        words.addAll(List.of("--output", "plain"));
        return new Errand(
                pipeline, root, words, variables, schedule.at(), schedule.jitter(), files.launcher(), files.output());
    }

    private static List<String> program() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try {
            Path code = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(code)
                    ? List.of(java, "--enable-native-access=ALL-UNNAMED", "-jar", code.toString())
                    : List.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the program knows where it is", impossible);
        }
    }
}
