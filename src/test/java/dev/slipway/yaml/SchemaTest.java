package dev.slipway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Editors are told what the reader goes by. */
class SchemaTest {
    private static final Path SCHEMA = Path.of("docs/pipeline.schema.json");

    @Test
    void theSchemaInTheDocumentationIsWrittenFromTheReader() throws IOException {
        Golden.check(SCHEMA, SchemaText.write());
    }

    @ParameterizedTest
    @MethodSource("valid")
    void whatTheReaderAcceptsTheSchemaAccepts(Path file) throws IOException {
        assertThat(errors(file)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown-key-in-variant",
                "compose-words",
                "wrong-types",
                "unknown-top-keys",
                "no-images",
                "version-two",
                "check-two-kinds",
                "check-unknown-kind",
                "check-empty",
                "check-http",
                "check-http-empty",
                "check-run",
                "check-logs",
                "check-image",
                "check-import",
                "check-packages",
                "budget-empty",
                "timeout",
                "timeout-parts",
                "secrets",
                "ssh",
                "cache",
                "platforms",
                "paths",
                "preload",
                "services",
                "stack",
                "nightly",
                "notify",
                "notify-email",
                "bases",
                "image-names",
                "tags-invalid"
            })
    void whatAnEditorCanSeeTheSchemaRefuses(String name) throws IOException {
        assertThat(errors(Golden.RESOURCES.resolve("problems/" + name + ".yaml")))
                .isNotEmpty();
    }

    static List<Path> valid() {
        return Golden.pipelines("valid");
    }

    private static List<Error> errors(Path file) throws IOException {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(Files.readString(SCHEMA));
        String text = Files.readString(file);
        return schema.validate(Trees.json(Trees.tree(text.startsWith("\uFEFF") ? text.substring(1) : text)));
    }
}
