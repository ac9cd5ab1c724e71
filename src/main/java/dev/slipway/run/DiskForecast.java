package dev.slipway.run;

import dev.slipway.engine.DiskUse;
import dev.slipway.model.ByteSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * About how many bytes a build will take: those of its context, and of the image that it made last time; where there is
 * none, of the image that it starts from. A guess, so that only a context that cannot even be sent is an obstacle.
 */
record DiskForecast(long context, long lastTime, long base) {
    static final String REMEDY = "Maybe run 'slipway clean --images --cache'.";

    /** Whether the disk will do. */
    enum Outlook {
        ENOUGH,
        TIGHT,
        /** Not even the context fits. */
        HOPELESS
    }

    long wanted() {
        return context + (lastTime > 0 ? lastTime : base);
    }

    Outlook in(long free) {
        if (free < context) {
            return Outlook.HOPELESS;
        }
        return free < wanted() ? Outlook.TIGHT : Outlook.ENOUGH;
    }

    /** @param nameless ids of images that nobody would miss */
    String warning(String image, long free, Collection<String> nameless, DiskUse use) {
        long idle = use.images().stream()
                .filter(each -> nameless.contains(each.id()))
                .mapToLong(DiskUse.Image::own)
                .sum();
        List<String> could = new ArrayList<>();
        if (use.cache().bytes() > 0) {
            could.add(ByteSize.print(use.cache().bytes()) + " of build cache");
        }
        if (idle > 0) {
            could.add(ByteSize.print(idle) + " of images that nobody names");
        }
        String go = could.isEmpty() ? "" : " " + String.join(" and ", could) + " could go.";
        return "%s may need about %s, and the engine's disk has %s free.%s %s"
                .formatted(image, ByteSize.print(wanted()), ByteSize.print(free), go, REMEDY);
    }
}
