package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.journal.AttemptStory;
import dev.slipway.journal.ImageStory;
import dev.slipway.journal.RunStory;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent;
import java.util.List;

/** What a run of the program left: exit code, both streams, and the journal. Prints as all of it but the journal. */
record Told(int exit, String out, String err, List<RunEvent> events) {
    Told {
        events = List.copyOf(events);
    }

    Told exits(int expected) {
        assertThat(exit).as("exit code%n%s", this).isEqualTo(expected);
        return this;
    }

    Told says(String... texts) {
        for (String text : texts) {
            assertThat(out).as("standard output%n%s", this).contains(text);
        }
        return this;
    }

    Told image(String name, ImageStatus status) {
        assertThat(image(name).status()).as("status of %s%n%s", name, this).contains(status);
        return this;
    }

    RunStory story() {
        return RunStory.of(events);
    }

    String id() {
        return story().start()
                .orElseThrow(() -> new AssertionError("no run began" + this))
                .run();
    }

    ImageStory image(String name) {
        return story().image(name).orElseThrow(() -> new AssertionError("no image " + name + this));
    }

    /** Why an image's attempt, counted from 0, failed. */
    Diagnosis why(String image, int attempt) {
        List<AttemptStory> attempts = image(image).attempts();
        assertThat(attempts).as("attempts of %s%n%s", image, this).hasSizeGreaterThan(attempt);
        return attempts.get(attempt)
                .diagnosis()
                .orElseThrow(() -> new AssertionError("attempt " + attempt + " of " + image + " passed" + this));
    }

    <E extends RunEvent> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public String toString() {
        return "%n--- exit %d, standard output:%n%s%n--- standard error:%n%s%n---%n".formatted(exit, out, err);
    }
}
