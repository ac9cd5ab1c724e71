package dev.slipway.cli;

import dev.slipway.engine.SecretValue;
import dev.slipway.history.Folded;
import dev.slipway.history.Ledger;
import dev.slipway.past.PastException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/** The ledger of this home, or the one that SLIPWAY_LEDGER names: opened for one piece of work, and caught up before it. */
final class Memory {
    private Memory() {}

    /** What the work came to; what is not whole in the journals has been told. */
    static ExitCode ask(Shell shell, Function<Ledger, ExitCode> work) {
        return ask(shell, System.getenv(), work);
    }

    /** As {@link #ask(Shell, Function)}, for a command that is given more variables than the process has. */
    static ExitCode ask(Shell shell, Map<String, String> environment, Function<Ledger, ExitCode> work) {
        return guarded(shell, environment, url -> {
            try (Ledger ledger = Ledger.open(url, shell.workspace().home(), environment)) {
                tell(shell, ledger.catchUp());
                return work.apply(ledger);
            }
        });
    }

    /** The ledger's address, for work that opens it by itself. */
    static ExitCode guarded(Shell shell, Function<String, ExitCode> work) {
        return guarded(shell, System.getenv(), work);
    }

    private static ExitCode guarded(Shell shell, Map<String, String> environment, Function<String, ExitCode> work) {
        String url = environment.getOrDefault(Ledger.VARIABLE, "");
        String unknown = Ledger.mistake(url);
        if (!unknown.isEmpty()) {
            shell.err().println("slipway: " + Ledger.VARIABLE + ": " + unknown);
            return ExitCode.WRONG_INPUT;
        }
        String password = Ledger.password(url, environment);
        if (!password.isEmpty()) {
            MaskedLayout.MASK.add(new SecretValue(password.getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return work.apply(url);
        } catch (PastException broken) {
            shell.err().println("slipway: " + MaskedLayout.MASK.hide(String.valueOf(broken.getMessage())));
            return ExitCode.FAILED;
        }
    }

    static void tell(Shell shell, Folded folded) {
        folded.remarks().forEach(remark -> shell.err().println("slipway: " + MaskedLayout.MASK.hide(remark)));
    }
}
