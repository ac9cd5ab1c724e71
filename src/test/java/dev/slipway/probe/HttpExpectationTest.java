package dev.slipway.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.model.HttpAnswer;
import dev.slipway.probe.HttpExpectation.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpExpectationTest {
    private static final String FACES =
            """
            {"result": {"faces": [{"name": "Ada", "score": 1.0}], "a.b": true}, "state": "done"}""";

    @Test
    void theStatusComesFirst() {
        assertThat(complaint(new HttpAnswer(200, "x", Map.of("state", "\"done\""), null), 503, "database is\nstarting"))
                .contains("answer 503 \"database is starting\"");
    }

    @Test
    void aRedirectSaysWhereTo() {
        assertThat(new HttpExpectation(new HttpAnswer(200, null, Map.of(), null))
                        .complaint(new Answer(307, "", "/health/", Duration.ZERO)))
                .contains("answer 307 to /health/");
    }

    @Test
    void theTextMustBeThere() {
        HttpAnswer wanted = new HttpAnswer(200, "<div id=\"root\">", Map.of(), null);
        assertThat(complaint(wanted, 200, "<html><div id=\"root\"></div>")).isEmpty();
        assertThat(complaint(wanted, 200, "Welcome to nginx!"))
                .contains("answer 200 \"Welcome to nginx!\", without \"<div id=\"root\">\"");
    }

    @Test
    void jsonValuesAreFoundByPath() {
        Map<String, String> all = Map.of(
                "result.faces[0].name", "\"Ada\"",
                "result.faces[0].score", "1",
                "$.result['a.b']", "true",
                "result.faces", "[{\"name\": \"Ada\", \"score\": 1.0}]",
                "state", "done");
        assertThat(complaint(new HttpAnswer(200, null, all, null), 200, FACES)).isEmpty();
    }

    @Test
    void aDifferentJsonValueIsToldWithBoth() {
        assertThat(complaint(new HttpAnswer(200, null, Map.of("state", "\"ready\""), null), 200, FACES))
                .contains("answer 200 with state \"done\", not \"ready\"");
        assertThat(complaint(new HttpAnswer(200, null, Map.of("result.faces[1].name", "\"Bob\""), null), 200, FACES))
                .contains("answer 200 with result.faces[1].name absent, not \"Bob\"");
        assertThat(complaint(new HttpAnswer(200, null, Map.of("state", "\"ready\""), null), 200, "<html>"))
                .contains("answer 200 \"<html>\", which is no JSON");
    }

    @Test
    void aPathThatIsNoneIsTheAuthorsMistake() {
        assertThatThrownBy(() -> complaint(new HttpAnswer(200, null, Map.of("a[x]", "1"), null), 200, "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a[x]");
    }

    @Test
    void anAnswerMayNotBeSlower() {
        HttpExpectation wanted = new HttpExpectation(new HttpAnswer(200, null, Map.of(), Duration.ofMillis(500)));
        assertThat(wanted.complaint(new Answer(200, "", "", Duration.ofMillis(500))))
                .isEmpty();
        assertThat(wanted.complaint(new Answer(200, "", "", Duration.ofMillis(501))))
                .contains("answer 200 in 501ms, slower than 500ms");
    }

    private static Optional<String> complaint(HttpAnswer wanted, int status, String body) {
        return new HttpExpectation(wanted).complaint(new Answer(status, body, "", Duration.ZERO));
    }
}
