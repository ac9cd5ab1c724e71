package dev.slipway.notices;

import dev.slipway.engine.StopSignal;
import dev.slipway.host.HostCommand;
import dev.slipway.host.HostCommand.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One run of a command, by the shell in the pipeline's folder, with the notice on its input and in its variables. */
record CommandSender(Path folder, Limits limits, String version) {
    private static final int MOST_OUTPUT = 1024 * 1024;
    private static final int MOST_SHOWN = 300;

    Answer send(String line, Notice notice, StopSignal stop) {
        HostCommand command = new HostCommand(
                List.of("/bin/sh", "-c", line),
                folder,
                Map.of(
                        "SLIPWAY_NOTICE_KEY", notice.key(),
                        "SLIPWAY_NOTICE_KIND", notice.kind(),
                        "SLIPWAY_NOTICE_PIPELINE", notice.pipeline(),
                        "SLIPWAY_NOTICE_SUBJECT", notice.subject(),
                        "SLIPWAY_NOTICE_HEADLINE", notice.headline(),
                        "SLIPWAY_NOTICE_RUN", notice.run(),
                        "SLIPWAY_NOTICE_AT", notice.at().toString()),
                NoticeJson.text(NoticeJson.of(notice, version)) + "\n");
        return switch (command.run(limits.whole(), MOST_OUTPUT, stop)) {
            case Outcome.Ended ended when ended.exit() == 0 -> new Answer.Taken("");
            case Outcome.Ended ended ->
                new Answer.Refused("the command ended with exit code " + ended.exit() + said(ended));
            case Outcome.Cut cut -> new Answer.Silent("the command: " + cut.why() + tail(cut.error()));
            case Outcome.Unstartable no -> new Answer.Refused("the command could not be started: " + no.why());
        };
    }

    private static String said(Outcome.Ended ended) {
        return tail(
                ended.error().isBlank() ? new String(ended.printed().bytes(), StandardCharsets.UTF_8) : ended.error());
    }

    /** Programs give the reason at the end. */
    private static String tail(String output) {
        String text = output.strip();
        String last = text.length() <= MOST_SHOWN ? text : "…" + text.substring(text.length() - MOST_SHOWN);
        return last.isEmpty() ? "" : ", saying: " + Plain.line(last, MOST_SHOWN + 1);
    }
}
