package dev.slipway.journal;

import dev.slipway.run.RunEvent.BaseEnded;
import dev.slipway.run.RunEvent.BaseStarted;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One base image and how it came to be there. */
public record BaseStory(BaseStarted start, @Nullable BaseEnded ending) {
    public String reference() {
        return start.reference();
    }

    public Optional<BaseEnded> end() {
        return Optional.ofNullable(ending);
    }

    /** What stands here in place of the real base, in words. */
    public Optional<String> standIn() {
        return end().map(BaseEnded::standIn).filter(text -> !text.isEmpty());
    }
}
