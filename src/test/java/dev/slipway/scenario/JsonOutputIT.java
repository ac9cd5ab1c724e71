package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.StepKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code --output json}: nothing but events, and a story whose every start has one end. */
final class JsonOutputIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    private final Scenario twoImages = new Scenario("two-images");

    @RegisterExtension
    private final Scenario longSteps = new Scenario("long-steps");

    @Test
    void every_line_is_an_event_and_every_start_has_exactly_one_end() {
        Told told = twoImages.slipway().run("build", "--output", "json").exits(0);

        isWhole(told);
        assertThat(events(told))
                .extracting(event -> event.path("event").asText())
                .contains("promotion-ended");
    }

    @Test
    void a_terminated_run_ends_everything_that_it_began() {
        Underway underway = longSteps
                .set("BUILD_SECONDS", "300")
                .set("CHECK", "true")
                .slipway()
                .start("build", "--output", "json");
        underway.until(
                "the long step runs",
                event -> event instanceof StepStarted step
                        && step.kind() == StepKind.LAYER
                        && step.title().contains("RUN"));
        underway.signal("TERM");

        Told told = underway.end().exits(130);

        isWhole(told);
        assertThat(events(told).getLast().path("verdict").asText()).isEqualTo("interrupted");
    }

    private static List<JsonNode> events(Told told) {
        List<JsonNode> events = new ArrayList<>();
        for (String line : told.out().lines().toList()) {
            try {
                JsonNode event = JSON.readTree(line);
                assertThat(event.path("event").asText())
                        .as("the kind of: %s", line)
                        .isNotEmpty();
                events.add(event);
            } catch (JsonProcessingException notJson) {
                throw new AssertionError("no JSON: " + line + told, notJson);
            }
        }
        return events;
    }

    private static void isWhole(Told told) {
        Set<String> open = new LinkedHashSet<>();
        Set<String> closed = new HashSet<>();
        for (JsonNode event : events(told)) {
            String kind = event.path("event").asText();
            String span = event.path("span").asText();
            if (kind.endsWith("-started")) {
                assertThat(closed).as("begun twice: %s%s", span, told).doesNotContain(span);
                assertThat(open.add(span)).as("begun twice: %s%s", span, told).isTrue();
                assertThat(parentIsOpen(span, open))
                        .as("begun outside its parent: %s%s", span, told)
                        .isTrue();
            } else if (kind.endsWith("-ended")) {
                assertThat(open.remove(span))
                        .as("ended without a start: %s%s", span, told)
                        .isTrue();
                closed.add(span);
                assertThat(open)
                        .as("still open inside %s%s", span, told)
                        .noneMatch(other -> other.startsWith(span + "/") || span.equals("run"));
            }
        }
        assertThat(open).as("never ended%s", told).isEmpty();
        assertThat(closed).contains("run");
    }

    /** Names of bases hold slashes of their own; they, and all else without a parent, stand in the run. */
    private static boolean parentIsOpen(String span, Set<String> open) {
        if (span.equals("run")) {
            return true;
        }
        int slash = span.lastIndexOf('/');
        boolean nested = span.startsWith("image/") && span.indexOf('/', "image/".length()) > 0;
        return nested ? open.contains(span.substring(0, slash)) : open.contains("run");
    }
}
