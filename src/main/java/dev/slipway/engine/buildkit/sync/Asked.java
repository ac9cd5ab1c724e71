package dev.slipway.engine.buildkit.sync;

import dev.slipway.engine.FileTree.Wanted;
import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a call to FileSync asks for, out of its headers ({@code session/filesync} of BuildKit).
 *
 * <p>Engines up to 24 put UTF-8 into the headers as it is, which gRPC's own reader would replace by question marks, so
 * the bytes are taken raw. Later ones escape all values of a key as in a URL's query and say so in {@code KEY-encoded}.
 */
record Asked(String folder, Wanted wanted) {
    private static final String IGNORE_FILE = ".dockerignore";

    /** @throws IllegalArgumentException when a value is not escaped as its key says */
    static Asked of(Metadata headers) {
        return new Asked(
                values(headers, "dir-name").stream().findFirst().orElse(""),
                new Wanted(
                        values(headers, "include-patterns"),
                        values(headers, "exclude-patterns"),
                        values(headers, "followpaths")));
    }

    /** Before the context itself, a builder asks it for the rules that say what belongs to it. */
    boolean onlyIgnoreFile() {
        return wanted.equals(new Wanted(List.of(), List.of(), List.of(IGNORE_FILE)));
    }

    private static List<String> values(Metadata headers, String key) {
        boolean escaped = raw(headers, key + "-encoded").anyMatch("1"::equals);
        return raw(headers, key)
                .map(value -> escaped ? URLDecoder.decode(value, StandardCharsets.UTF_8) : value)
                .toList();
    }

    private static Stream<String> raw(Metadata headers, String key) {
        Iterable<String> values = headers.getAll(InternalMetadata.keyOf(key, Utf8.INSTANCE));
        return values == null ? Stream.empty() : StreamSupport.stream(values.spliterator(), false);
    }

    private enum Utf8 implements InternalMetadata.TrustedAsciiMarshaller<String> {
        INSTANCE;

        @Override
        public byte[] toAsciiString(String value) {
            return value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String parseAsciiString(byte[] serialized) {
            return new String(serialized, StandardCharsets.UTF_8);
        }
    }
}
