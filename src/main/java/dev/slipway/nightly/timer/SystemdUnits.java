package dev.slipway.nightly.timer;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * The service and the timer of an errand, as systemd reads them since version 240: percent signs are its specifiers, and in
 * commands dollars its variables. {@code Persistent} makes up for a night while the machine was off.
 *
 * <p>A local time that a day does not have, because clocks are put forward over it, is passed over by systemd. So the timer
 * asks again an hour later, and {@code --if-due} does nothing when there was a night.
 *
 * @param zone the name of the time zone of {@code at}, empty for the machine's own
 */
record SystemdUnits(Errand errand, String zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** Without its ending. */
    String name() {
        return "slipway-nightly-" + errand.pipeline() + "-" + errand.mark();
    }

    String service() {
        return """
                # %s
                [Unit]
                Description=Slipway verifies %s of %s
                After=network-online.target docker.service
                Wants=network-online.target

                [Service]
                Type=oneshot
                ExecStart=/bin/sh %s --if-due
                TimeoutStartSec=infinity
                """
                .formatted(
                        sentence(Errand.note()),
                        errand.pipeline(),
                        specifiers(errand.root().toString()),
                        quoted(errand.launcher().toString()));
    }

    String timer() {
        return """
                # %s
                [Unit]
                Description=When Slipway verifies %s of %s

                [Timer]
                OnCalendar=*-*-* %s
                OnCalendar=*-*-* %s
                RandomizedDelaySec=%ds
                Persistent=true

                [Install]
                WantedBy=timers.target
                """
                .formatted(
                        sentence(Errand.note()),
                        errand.pipeline(),
                        specifiers(errand.root().toString()),
                        time(errand.at()),
                        time(errand.at().plusHours(1)),
                        errand.jitter().toSeconds());
    }

    private String time(LocalTime time) {
        return TIME.format(time) + (zone.isEmpty() ? "" : " " + zone);
    }

    private static String sentence(String note) {
        return Character.toUpperCase(note.charAt(0)) + note.substring(1) + ".";
    }

    private static String specifiers(String text) {
        // A backslash at the end of a line would take the next one along.
        return text.replace("%", "%%").replace("\\", "/");
    }

    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return "\"" + escaped.replace("%", "%%").replace("$", "$$") + "\"";
    }
}
