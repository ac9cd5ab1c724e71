package dev.slipway.journal;

import dev.slipway.run.RunEvent;
import dev.slipway.run.RunListener;

/** Keeps the story up to date while it is being told. One thread at a time. */
public final class StoryListener implements RunListener {
    private RunStory story = RunStory.EMPTY;

    @Override
    public void on(RunEvent event) {
        story = story.after(event);
    }

    public RunStory story() {
        return story;
    }
}
