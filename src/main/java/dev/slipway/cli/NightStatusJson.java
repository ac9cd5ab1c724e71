package dev.slipway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.slipway.nightly.NightStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The status of nights for programs. Times are in UTC; what there is none of is absent. */
record NightStatusJson(NightStatus status, List<String> waiting) {
    String text() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("pipeline", status.pipeline());
        status.rule()
                .schedule()
                .ifPresent(schedule -> value.put("at", schedule.at().toString()));
        value.put("zone", status.rule().zone().getId());
        value.put("timer", status.timers());
        status.next().map(Instant::toString).ifPresent(next -> value.put("next", next));
        status.vigil().lastNight().map(Instant::toString).ifPresent(last -> value.put("last", last));
        status.vigil().lastGood().map(Instant::toString).ifPresent(good -> value.put("lastGood", good));
        value.put("nights", status.nights());
        value.put("missed", status.missed().stream().map(Object::toString).toList());
        status.stale().map(Instant::toString).ifPresent(since -> value.put("staleSince", since));
        value.put("failed", status.vigil().failed());
        value.put("bad", status.bad());
        value.put("standings", NightTeller.standings(status.vigil().standings().values()));
        value.put(
                "waitingNotices", waiting.stream().map(MaskedLayout.MASK::hide).toList());
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers can be written", impossible);
        }
    }
}
