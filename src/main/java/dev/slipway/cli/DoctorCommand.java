package dev.slipway.cli;

import dev.slipway.console.StandardOutput;
import dev.slipway.console.Surroundings;
import dev.slipway.doctor.Doctor;
import dev.slipway.doctor.Finding;
import dev.slipway.doctor.Observation;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.registry.DockerLogins;
import dev.slipway.model.Pipeline;
import dev.slipway.yaml.Reading;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for what would make builds fail. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks for what would make builds fail on this machine, and says what to do: the engine and its builder,"
                    + " memory, disk, clocks, limits, proxies, the network and the certificates that build steps meet inside"
                    + " containers, registries and base images of the pipeline.",
            "Everything is looked at at once, and takes a quarter of a minute at most. Containers are made only from base"
                    + " images that are already there, and are removed.",
            "",
            "Ends with 0 when builds can work, warnings included; 1 when something will break them; 4 without an engine,"
                    + " having told everything else."
        })
final class DoctorCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private PipelineOption pipeline = new PipelineOption();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Option(names = "--offline", description = "Ask no registry and no index.")
    private boolean offline;

    @Mixin
    private FormOption form = new FormOption();

    DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Doctor doctor = new Doctor(shell.workspace().home(), System.getenv(), offline, logins());
        try (Engine connected = engine.connect()) {
            List<Observation> seen = doctor.examine(connected, bases());
            tell(seen);
            boolean broken = seen.stream().anyMatch(line -> line.finding() instanceof Finding.Broken);
            return (broken ? ExitCode.FAILED : ExitCode.PROVEN).number();
        } catch (EngineException silent) {
            tell(doctor.examine(MaskedLayout.MASK.hide(silent.operation() + ": " + silent.answer())));
            return ExitCode.NO_ENGINE.number();
        }
    }

    private static List<String> logins() {
        try {
            return DockerLogins.discover(System.getenv(), Path.of(System.getProperty("user.home", ".")))
                    .registries();
        } catch (EngineException unreadable) {
            return List.of();
        }
    }

    /** A pipeline that cannot be read is the business of 'validate'; the rest is looked at all the same. */
    private @Nullable Pipeline bases() {
        return switch (pipeline.reading(shell)) {
            case Reading.Valid valid -> valid.pipeline();
            case Reading.Invalid invalid -> null;
        };
    }

    private void tell(List<Observation> seen) {
        if (form.json()) {
            shell.out().println(DoctorLines.json(ProgramVersion.text(), seen));
            return;
        }
        Surroundings around = new Surroundings(System.getenv(), StandardOutput.isTerminal(), Charset.defaultCharset());
        shell.out()
                .println("slipway " + ProgramVersion.text() + " at "
                        + Shown.path(shell.workspace().home().folder()));
        new DoctorLines(around.look()).text(seen).forEach(shell.out()::println);
    }
}
