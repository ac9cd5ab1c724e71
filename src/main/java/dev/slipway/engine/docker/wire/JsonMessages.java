package dev.slipway.engine.docker.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;

/** The engine's progress format: JSON objects one after the other, with or without white space between them. */
public final class JsonMessages {
    private static final ObjectReader READER = new ObjectMapper().readerFor(JsonNode.class);

    private JsonMessages() {}

    /** Takes one message. */
    @FunctionalInterface
    public interface Taker {
        void take(JsonNode message) throws IOException;
    }

    /** Hands on each message as soon as it is complete, until the stream ends. */
    public static void read(InputStream in, Taker taker) throws IOException {
        try (MappingIterator<JsonNode> messages = READER.readValues(in)) {
            while (messages.hasNextValue()) {
                taker.take(messages.nextValue());
            }
        }
    }
}
