package dev.slipway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.slipway.notices.Delivery;
import dev.slipway.notices.Delivery.Fate;
import dev.slipway.notices.Waiting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notices and what became of them, for programs. Times are in UTC. */
record NoticesJson(List<String> targets, List<Waiting> waiting, List<Delivery> deliveries) {
    String text() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("targets", targets.stream().map(MaskedLayout.MASK::hide).toList());
        value.put("waiting", waiting.stream().map(NoticesJson::of).toList());
        value.put("deliveries", deliveries.stream().map(NoticesJson::of).toList());
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers can be written", impossible);
        }
    }

    private static Map<String, Object> of(Waiting waiting) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("key", waiting.notice().key());
        value.put("kind", waiting.notice().kind());
        value.put("headline", MaskedLayout.MASK.hide(waiting.notice().headline()));
        value.put("target", MaskedLayout.MASK.hide(waiting.label()));
        value.put("since", waiting.since().toString());
        value.put("tries", waiting.tries());
        value.put("notBefore", waiting.notBefore().toString());
        value.put("why", MaskedLayout.MASK.hide(waiting.why()));
        return value;
    }

    private static Map<String, Object> of(Delivery delivery) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("key", delivery.key());
        value.put("headline", MaskedLayout.MASK.hide(delivery.headline()));
        value.put("target", MaskedLayout.MASK.hide(delivery.target()));
        switch (delivery.fate()) {
            case Fate.Sent sent -> value.putAll(fate("sent", sent.remark()));
            case Fate.Waits waits -> value.putAll(fate("waits", waits.why()));
            case Fate.GivenUp given -> value.putAll(fate("given-up", given.why()));
            case Fate.Skipped skipped -> value.putAll(fate("skipped", skipped.why()));
        }
        return value;
    }

    private static Map<String, Object> fate(String fate, String why) {
        return Map.of("fate", fate, "why", MaskedLayout.MASK.hide(why));
    }
}
