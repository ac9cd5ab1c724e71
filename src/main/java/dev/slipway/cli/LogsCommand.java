package dev.slipway.cli;

import dev.slipway.console.LogLines;
import dev.slipway.engine.Engine;
import dev.slipway.engine.LogSection;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.AccessSpec;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.Pipeline;
import dev.slipway.model.ServiceSpec;
import dev.slipway.secrets.Secrets;
import dev.slipway.stack.Stack;
import dev.slipway.stack.StackLogs;
import dev.slipway.stack.StackName;
import dev.slipway.stack.Standing;
import dev.slipway.yaml.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the containers of a standing stack say. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Shows the logs of what 'up' keeps running, as one, by time. Only the pipeline's name is needed.")
final class LogsCommand implements Callable<Integer> {
    private static final Pattern AGE = Pattern.compile("(\\d{1,9})(s|m|h|d)");

    private final Shell shell;

    @Mixin
    private PipelineOption pipeline = new PipelineOption();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Parameters(paramLabel = "NAME", description = "Only of these images and services. Default: all.")
    private List<String> names = List.of();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, until Ctrl-C, which ends it with exit code 130.")
    private boolean follow;

    @Option(
            names = {"-n", "--tail"},
            paramLabel = "N",
            description = "No more than the last N lines of each. Default: all.")
    private @Nullable Integer tail;

    @Option(names = "--since", paramLabel = "AGE", description = "No older than this: 30s, 10m, 2h, 1d.")
    private String since = "";

    @Option(
            names = {"-t", "--times"},
            description = "Each line with its time.")
    private boolean times;

    LogsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Optional<Instant> from = age().map(Instant.now()::minus);
        if (from.isEmpty() && !since.isEmpty()) {
            shell.err().println("slipway: --since wants an age such as 30s, 10m, 2h or 1d, not '" + since + "'.");
            return ExitCode.WRONG_INPUT.number();
        }
        try (Engine connected = engine.connect()) {
            Stack there = new Stack(connected, StackName.kept(pipeline.name(shell)));
            List<Standing> standing = there.standing();
            String whose = "what stands of '" + there.name().label() + "' has";
            List<String> roles = standing.stream().map(Standing::role).toList();
            if (standing.isEmpty()) {
                shell.err().println("nothing of " + there.name().label() + " stands on this engine; 'up' starts it");
                return ExitCode.FAILED.number();
            }
            if (!WantedRoles.known(names, roles, whose, shell)) {
                return ExitCode.WRONG_INPUT.number();
            }
            Whose.note(there.name(), there.strangers(shell.workspace().place(), false))
                    .forEach(shell.err()::println);
            List<Standing> wanted = standing.stream()
                    .filter(one -> names.isEmpty() || names.contains(one.role()))
                    .toList();
            StopSignal stop = new StopSignal();
            Interrupts.raise(stop);
            hideSecrets(stop);
            LogLines lines = new LogLines(Places.of(shell), roles, MaskedLayout.MASK::hide, times);
            LogSection section = new LogSection(tail == null || tail < 0 ? -1 : tail, from.orElse(null), follow);
            new StackLogs(connected).read(wanted, section, lines::line, stop);
            return (stop.raised() ? ExitCode.INTERRUPTED : ExitCode.PROVEN).number();
        }
    }

    /** The file's secrets, as far as there is a file and they can be had: a program may print what it was given. */
    private void hideSecrets(StopSignal stop) {
        if (pipeline.reading(shell) instanceof Reading.Valid valid) {
            Pipeline read = valid.pipeline();
            Secrets secrets =
                    new Secrets(pipeline.environment(), pipeline.secretParams(read), read.folder(), MaskedLayout.MASK);
            hide(read, secrets, stop);
        }
    }

    /** Whatever is had of the secrets of the pipeline's containers is hidden by their mask from then on. */
    static void hide(Pipeline pipeline, Secrets secrets, StopSignal stop) {
        Stream<ContainerSettings> images = pipeline.images().stream()
                .flatMap(image -> image.variants().stream())
                .map(variant -> variant.proof().container());
        Stream<ContainerSettings> services = pipeline.services().stream().map(ServiceSpec::container);
        Stream.concat(images, services)
                .flatMap(container -> container.secrets().entrySet().stream())
                .forEach(secret -> secrets.of(
                        new AccessSpec(Map.of(secret.getKey(), secret.getValue().source()), Map.of()), stop));
    }

    private Optional<Duration> age() {
        Matcher age = AGE.matcher(since);
        if (!age.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(age.group(1));
        return Optional.of(
                switch (age.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }
}
