package dev.slipway.cli;

import dev.slipway.model.Pipeline;
import dev.slipway.notices.Limits;
import dev.slipway.notices.Outbox;
import dev.slipway.notices.Post;
import dev.slipway.secrets.Secrets;
import java.time.Clock;

/** The outbox of a pipeline, with whom the file says is told. */
final class NightOutbox {
    private NightOutbox() {}

    static Outbox of(Shell shell, PipelineOption option, Pipeline pipeline, Clock clock) {
        Post post = new Post(
                pipeline.nightly().targets(),
                pipeline.folder(),
                option.environment(),
                secrets(option, pipeline),
                Limits.USUAL,
                ProgramVersion.text());
        return Outbox.of(shell.workspace().home().folder(), pipeline.name(), post, clock);
    }

    /** Of those who are told of a night, had when they are told. */
    static Secrets secrets(PipelineOption option, Pipeline pipeline) {
        return new Secrets(option.environment(), option.secretParams(pipeline), pipeline.folder(), MaskedLayout.MASK);
    }
}
