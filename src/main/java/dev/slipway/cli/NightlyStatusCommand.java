package dev.slipway.cli;

import dev.slipway.console.Sanitizer;
import dev.slipway.drift.Pins;
import dev.slipway.history.Ledger;
import dev.slipway.model.Pipeline;
import dev.slipway.nightly.LastNight;
import dev.slipway.nightly.NightFiles;
import dev.slipway.nightly.NightStatus;
import dev.slipway.nightly.Review;
import dev.slipway.nightly.Rule;
import dev.slipway.nightly.Schedule;
import dev.slipway.nightly.timer.Timer;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How the nights of a pipeline are. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Says when nights are due and who sees to them, when the next one begins, how the last one ended, what is failing"
                    + " or degraded and for how long, which nights were missed, and which notices wait to be delivered.",
            "Ends with 1 when something fails, a night was missed, or the last good one is too long ago; so it can be asked"
                    + " by whatever watches a machine."
        })
final class NightlyStatusCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private PipelineOption option = new PipelineOption();

    @Mixin
    private FormOption form = new FormOption();

    NightlyStatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Optional<Pipeline> read = option.read(shell);
        if (read.isEmpty()) {
            return ExitCode.WRONG_INPUT.number();
        }
        return Memory.ask(shell, option.environment(), ledger -> status(read.get(), ledger))
                .number();
    }

    private ExitCode status(Pipeline pipeline, Ledger ledger) {
        Clock clock = Clock.system(ZoneId.systemDefault());
        NightFiles files = NightFiles.in(shell.workspace().home(), pipeline.name());
        Rule rule = Rule.of(pipeline.nightly(), clock.getZone());
        LastNight last = LastNight.read(files);
        Review review = Review.of(ledger, files, rule, Pins.NONE, clock.instant());
        NightStatus status = NightStatus.of(review, rule, last, timers(pipeline, rule), clock.instant());
        List<String> waiting = NightOutbox.of(shell, option, pipeline, clock).waiting().stream()
                .map(notice -> notice.notice().headline() + " (" + notice.label() + ")")
                .toList();
        if (form.json()) {
            shell.out().println(new NightStatusJson(status, waiting).text());
        } else {
            status.lines(waiting).forEach(line -> shell.out().println(Sanitizer.clean(MaskedLayout.MASK.hide(line))));
        }
        return status.bad() ? ExitCode.FAILED : ExitCode.PROVEN;
    }

    private String timers(Pipeline pipeline, Rule rule) {
        Optional<Schedule> schedule = rule.schedule();
        return schedule.isEmpty()
                ? ""
                : String.join(
                        " and ",
                        NightTimers.with(
                                        NightErrand.of(shell, option, pipeline.name(), schedule.get(), System.getenv()),
                                        System.getenv())
                                .stream()
                                .map(Timer::name)
                                .toList());
    }
}
