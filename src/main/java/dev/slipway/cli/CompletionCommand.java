package dev.slipway.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete our command lines. */
@Command(
        name = "completion",
        aliases = "generate-completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script that completes commands and options, of './manage.sh' as of 'slipway':",
            "",
            "  source <(./manage.sh completion bash)"
        })
final class CompletionCommand implements Callable<Integer> {
    /** A shell that finds nothing for the whole path of a command looks for its last part. */
    private static final String FRONT_DOOR = "complete -F _complete_slipway -o default manage.sh";

    private final Shell shell;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SHELL",
            defaultValue = "bash",
            description = "bash or zsh; the script is the same. Default: ${DEFAULT-VALUE}.")
    private Kind kind = Kind.BASH;

    enum Kind {
        BASH,
        ZSH
    }

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec before it runs a command");
        }
        shell.out().println(AutoComplete.bash("slipway", spec.root().commandLine()));
        switch (kind) {
            case BASH, ZSH -> shell.out().println(FRONT_DOOR);
        }
        return ExitCode.PROVEN.number();
    }
}
