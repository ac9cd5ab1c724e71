package dev.slipway.cli;

import dev.slipway.engine.StopSignal;
import dev.slipway.model.Pipeline;
import dev.slipway.notices.Delivery;
import dev.slipway.notices.Delivery.Fate;
import dev.slipway.notices.Notice;
import dev.slipway.notices.Outbox;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What waits to be told, and whether telling works. */
@Command(
        name = "notices",
        mixinStandardHelpOptions = true,
        description = {
            "Says who is told of what changes over night, by 'nightly: {notify: …}' in the file, and which notices wait to be"
                    + " delivered, since when and why.",
            "With --test each target is sent a test notice at once, and what came back is said; with --send all that waits is"
                    + " tried now and not with the next night.",
            "",
            "Ends with 0; with 1 when a test did not arrive, or something still waits after --send."
        })
final class NoticesCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private PipelineOption option = new PipelineOption();

    @Mixin
    private FormOption form = new FormOption();

    @ArgGroup
    private Wish wish = new Wish();

    /** One of them at most. */
    static final class Wish {
        @Option(names = "--send", description = "Try now to send what waits.")
        private boolean send;

        @Option(names = "--test", description = "Send a test notice to each target, whatever it wants to be told.")
        private boolean test;
    }

    NoticesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Optional<Pipeline> read = option.read(shell);
        if (read.isEmpty()) {
            return ExitCode.WRONG_INPUT.number();
        }
        Clock clock = Clock.system(ZoneId.systemDefault());
        Outbox outbox = NightOutbox.of(shell, option, read.get(), clock);
        StopSignal stop = new StopSignal();
        try {
            if (wish.test || wish.send) {
                Interrupts.raise(stop);
                List<Delivery> deliveries = wish.test
                        ? outbox.test(testing(read.get(), clock.instant()), stop)
                        : outbox.deliver(Outbox.Haste.NOW, stop);
                tell(new NoticesJson(outbox.targets(), outbox.waiting(), deliveries), lines(outbox, deliveries, clock));
                return stop.raised()
                        ? ExitCode.INTERRUPTED.number()
                        : ended(deliveries).number();
            }
            tell(
                    new NoticesJson(outbox.targets(), outbox.waiting(), List.of()),
                    new NoticeLines(clock.getZone()).waiting(outbox.targets(), outbox.waiting()));
            return ExitCode.PROVEN.number();
        } catch (UncheckedIOException unusable) {
            shell.err().println("slipway: " + unusable.getMessage() + ": " + unusable.getCause());
            return ExitCode.FAILED.number();
        }
    }

    private List<String> lines(Outbox outbox, List<Delivery> deliveries, Clock clock) {
        NoticeLines lines = new NoticeLines(clock.getZone());
        if (wish.test && outbox.targets().isEmpty()) {
            return lines.waiting(outbox.targets(), outbox.waiting());
        }
        return wish.test ? lines.tested(deliveries) : lines.sent(deliveries);
    }

    private void tell(NoticesJson json, List<String> lines) {
        if (form.json()) {
            shell.out().println(json.text());
        } else {
            lines.forEach(shell.out()::println);
        }
        shell.out().flush();
    }

    private static ExitCode ended(List<Delivery> deliveries) {
        return deliveries.stream()
                        .map(Delivery::fate)
                        .allMatch(fate -> fate instanceof Fate.Sent || fate instanceof Fate.Skipped)
                ? ExitCode.PROVEN
                : ExitCode.FAILED;
    }

    /** Each is a thing of its own, so that nobody takes the second for a copy. */
    private static Notice testing(Pipeline pipeline, Instant now) {
        return new Notice(
                "test-" + now,
                now,
                pipeline.name(),
                "test",
                pipeline.name(),
                "A test: this is how you will be told of " + pipeline.name(),
                List.of(
                        "Somebody asked for this by 'slipway nightly notices --test'. Nothing is wrong.",
                        "",
                        "A real notice has here what failed, the lines that say so, and what differs from the last good night."),
                "");
    }
}
