package dev.slipway.cli;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineInfo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what Slipway would work with. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says which engine and builder would be used, and where Slipway keeps what it remembers.")
final class DoctorCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private EngineOption engine = new EngineOption();

    DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (Engine connected = engine.connect()) {
            EngineInfo info = connected.info();
            shell.out().println("slipway   " + ProgramVersion.text() + " on Java " + Runtime.version());
            shell.out().println("engine    " + info.product() + " " + info.version() + " at " + info.endpoint());
            shell.out().println("api       " + info.apiVersion());
            shell.out().println("builder   " + info.builder());
            shell.out().println("platform  " + info.platform());
            shell.out().println("home      " + shell.workspace().home().folder());
            return ExitCode.PROVEN.number();
        }
    }
}
