package dev.slipway.engine.buildkit.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.engine.FileTree.Wanted;
import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskedTest {
    @Test
    void old_engines_put_utf8_into_headers_as_it_is() {
        Metadata headers = headers(
                "dir-name", "context",
                "override-excludes", "true",
                "exclude-patterns", "größe/*",
                "exclude-patterns", "!größe/bleibt",
                "exclude-patterns", "100%25 literally+",
                "include-patterns", "a,b",
                "followpaths", "src",
                "followpaths", "😀");
        assertThat(Asked.of(headers))
                .isEqualTo(new Asked(
                        "context",
                        new Wanted(
                                List.of("a,b"),
                                List.of("größe/*", "!größe/bleibt", "100%25 literally+"),
                                List.of("src", "😀"))));
    }

    @Test
    void new_engines_escape_all_values_of_a_key_that_they_say_is_escaped() {
        Metadata headers = headers(
                "dir-name", "context",
                "exclude-patterns", "gr%C3%B6%C3%9Fe%2F%2A",
                "exclude-patterns", "two+words",
                "exclude-patterns-encoded", "1",
                "followpaths", "plain+%41");
        assertThat(Asked.of(headers).wanted())
                .isEqualTo(new Wanted(List.of(), List.of("größe/*", "two words"), List.of("plain+%41")));
    }

    @Test
    void what_is_not_escaped_as_it_says_is_no_question() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Asked.of(headers("followpaths", "%zz", "followpaths-encoded", "1")));
    }

    @Test
    void the_look_for_rules_is_told_apart_from_a_context_of_nothing_else() {
        assertThat(Asked.of(headers("dir-name", "context", "followpaths", ".dockerignore"))
                        .onlyIgnoreFile())
                .isTrue();
        assertThat(Asked.of(headers("dir-name", "context", "followpaths", ".dockerignore", "exclude-patterns", "*.log"))
                        .onlyIgnoreFile())
                .isFalse();
        assertThat(Asked.of(headers("dir-name", "context")).onlyIgnoreFile()).isFalse();
    }

    /** As Go writes them and the transport gives them: bytes, whatever they are. */
    private static Metadata headers(String... pairs) {
        byte[][] lines = new byte[pairs.length][];
        for (int at = 0; at < pairs.length; at++) {
            lines[at] = pairs[at].getBytes(StandardCharsets.UTF_8);
        }
        return InternalMetadata.newMetadata(lines);
    }
}
