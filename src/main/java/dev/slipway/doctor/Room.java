package dev.slipway.doctor;

import dev.slipway.doctor.Finding.Broken;
import dev.slipway.doctor.Finding.Fine;
import dev.slipway.doctor.Finding.Warning;

/** How much room on a disk is enough for builds. Pure. */
final class Room {
    /** One image with its layers does not fit any more. */
    static final long TOO_LITTLE = 1_000_000_000L;

    /** A stack with its base images and the builder's cache takes about this much. */
    static final long SCARCE = 10_000_000_000L;

    private Room() {}

    static Finding left(String place, long free, boolean images) {
        String seen = Bytes.words(free) + " free at " + place;
        if (!images) {
            return free < TOO_LITTLE / 10
                    ? new Broken(seen, "Maybe free some room there, or keep less ('clean --keep-runs 5').")
                    : new Fine(seen);
        }
        if (free < TOO_LITTLE) {
            return new Broken(
                    seen, "Maybe free some: 'clean', then 'clean --images --cache'; 'clean --dry-run' says how much.");
        }
        return free < SCARCE
                ? new Warning(seen, "Maybe free some before a large build: 'clean --dry-run' says how much there is.")
                : new Fine(seen);
    }
}
