package dev.slipway.diagnose;

import java.util.List;

/** Tells a log that ends in a failure no rule knows from one in which nothing failed. */
final class Alarm {
    private static final Clue WELL = Clue.of(
            "^(?:Successfully (?:built|tagged|installed) |naming to \\S+|exporting to image|DONE \\d|"
                    + "(?:added|changed) \\d+ packages|✓ built in|Compiled successfully|BUILD SUCCESS|Finished: SUCCESS|Job succeeded|"
                    + "(?:\\[INFO\\] )?BUILD SUCCESS|OK: \\d+ |Processing triggers for \\S+ \\(|Complete!$|Application startup complete|Uvicorn running on |LOG:  database system is ready to accept)");

    private Alarm() {}

    /** A failure that the builder or the CI names, or one that is told and not followed by an end that is good. */
    static boolean rings(Transcript transcript) {
        if (transcript.marked() || transcript.exit().filter(code -> code != 0).isPresent()) {
            return true;
        }
        List<Line> witnesses = transcript.witnesses();
        for (int at = witnesses.size() - 1; at >= 0; at--) {
            Line line = witnesses.get(at);
            if (WELL.fits(line)) {
                return false;
            }
            if (line.standing() == Line.Standing.OWN || Telling.speaks(line)) {
                return true;
            }
        }
        return false;
    }
}
