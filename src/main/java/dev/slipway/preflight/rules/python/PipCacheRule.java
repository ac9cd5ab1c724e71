package dev.slipway.preflight.rules.python;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.shell.Command;
import java.util.List;
import java.util.function.Consumer;

/** Does pip leave its cache in a layer of the image itself? */
public final class PipCacheRule implements Rule {
    private static final Kind KIND = new Kind(
            "pip-cache",
            Severity.NOTE,
            "pip leaves its cache in the image",
            "Without --no-cache-dir pip keeps every wheel that it downloads in ~/.cache, which then is part of the layer."
                    + " A cache mount keeps it between builds and out of the image.");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        subject.target().ifPresent(target -> {
            for (Step step : target.steps()) {
                boolean mounted = step.instruction().mounts().stream()
                        .anyMatch(mount -> mount.type().equals("cache"));
                for (Command command : step.commands()) {
                    boolean pip = command.program().equals("pip")
                            && PipCall.of(command).isPresent();
                    boolean off = command.has("--no-cache-dir")
                            || command.assignments().containsKey("PIP_NO_CACHE_DIR")
                            || step.env().containsKey("PIP_NO_CACHE_DIR")
                            || step.instruction().text().contains(".cache")
                            || step.instruction().text().contains("pip cache purge");
                    if (pip && !off && !mounted) {
                        findings.accept(KIND.at(
                                subject.at(step.instruction(), command, "install"),
                                "pip keeps what it downloads in this layer.",
                                "Maybe add --no-cache-dir."));
                        return;
                    }
                }
            }
        });
    }
}
