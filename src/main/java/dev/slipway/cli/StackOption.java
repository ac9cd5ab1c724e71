package dev.slipway.cli;

import dev.slipway.stack.StackName;
import picocli.CommandLine.Mixin;

/** Which standing stack is meant, by its pipeline's name. */
final class StackOption {
    @Mixin
    private PipelineOption pipeline = new PipelineOption();

    StackName name(Shell shell) {
        return StackName.kept(pipeline.name(shell));
    }
}
