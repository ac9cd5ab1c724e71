package dev.slipway.run;

import dev.slipway.engine.StopSignal;
import dev.slipway.host.HostCommand;
import dev.slipway.host.HostCommand.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The git work tree around a pipeline's folder, asked in one question for its commit and for what differs from it there. No
 * git, no work tree, a branch without a commit, a tree of another owner, or no answer in time: then nothing is known.
 */
final class WorkTree {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MOST = 4_000_000;
    private static final Pattern COMMIT = Pattern.compile("(?m)^# branch\\.oid ([0-9a-f]{40}|[0-9a-f]{64})$");
    private static final Pattern CHANGE = Pattern.compile("(?m)^[^#\\s]");

    private WorkTree() {}

    /**
     * @param home is Slipway's own, whose files are nobody's change
     * @param slipway is the program's version
     */
    static Provenance provenance(String slipway, Path folder, Path home, StopSignal stop) {
        Provenance unknown = new Provenance(slipway, "", false);
        // A work tree may name a program that watches it; a question must not start that.
        List<String> words = new ArrayList<>(List.of(
                "git",
                "--no-optional-locks",
                "-c",
                "core.fsmonitor=false",
                "status",
                "--porcelain=v2",
                "--branch",
                "--untracked-files=normal",
                "--",
                "."));
        Path root = folder.toAbsolutePath().normalize();
        Path own = home.toAbsolutePath().normalize();
        if (own.startsWith(root) && !own.equals(root)) {
            words.add(":(exclude)" + root.relativize(own));
        }
        Map<String, String> variables = Map.of("LC_ALL", "C", "GIT_TERMINAL_PROMPT", "0");
        return switch (new HostCommand(words, root, variables, "").run(LIMIT, MOST, stop)) {
            case Outcome.Ended ended
            when ended.exit() == 0 -> read(slipway, new String(ended.printed().bytes(), StandardCharsets.UTF_8));
            case Outcome.Ended refused -> unknown;
            case Outcome.Cut cut -> unknown;
            case Outcome.Unstartable none -> unknown;
        };
    }

    private static Provenance read(String slipway, String status) {
        Matcher commit = COMMIT.matcher(status);
        return commit.find()
                ? new Provenance(
                        slipway, commit.group(1), CHANGE.matcher(status).find())
                : new Provenance(slipway, "", false);
    }
}
