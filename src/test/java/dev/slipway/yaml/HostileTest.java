package dev.slipway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to cost more than they look. Each would overflow a stack, fill the memory or never end. */
class HostileTest {
    private static final String HEAD = "slipway: 1\nname: demo\n";

    @Test
    void aLongChainOfNeeds() {
        String images =
                lines(4000, i -> "  a%d: {%schecks: []}".formatted(i, i == 0 ? "" : "needs: [a" + (i - 1) + "], "));
        assertThat(read(HEAD + "images:\n" + reversed(images))).isNotNull();
    }

    @Test
    void manyVariantsOfManyChecks() {
        String text = HEAD + "images:\n  a:\n    checks: [" + "healthy, ".repeat(5000) + "]\n    variants:\n"
                + lines(3000, i -> "    - {name: v" + i + "}");
        assertThat(read(text)).isInstanceOf(Reading.Invalid.class);
    }

    @Test
    void manyUnknownNames() {
        String names = IntStream.range(0, 1000)
                .mapToObj("unknown-name-that-is-rather-long-%06d"::formatted)
                .collect(Collectors.joining(", "));
        String text = HEAD + "images:\n"
                + lines(2500, i -> "  image-name-that-is-rather-long-%06d: {checks: []}".formatted(i))
                + "\n  z: {needs: [" + names + "]}\n";
        assertThat(read(text)).isInstanceOf(Reading.Invalid.class);
    }

    @Test
    void manyUnknownKeys() {
        assertThat(read(lines(9000, i -> "an-unknown-key-that-is-rather-long-%06d: 1".formatted(i))))
                .isInstanceOf(Reading.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.", "a/", "a-", "a_", ".", "[0]", "1", "${A:-b}", "$$", "a,", "1h", ">=1,", "+a."})
    void longTextEverywhere(String piece) {
        String text = "\"" + piece.repeat(40_000 / piece.length()) + "\"";
        String file =
                """
                slipway: 1
                name: @
                description: @
                bases: {? @ : {provide: @}}
                defaults: {timeout: @, retry: {attempts: @, backoff: @}}
                images:
                  ? @
                  : {context: @, dockerfile: @, target: @, platform: @, needs: [@], tags: [@], checks: [@]}
                  a:
                    args: {? @ : @}
                    overlay: {? @ : @}
                    secrets: {? @ : {env: @}, x: {file: @}}
                    budget: {size: @}
                    checks:
                      - {import: {? @ : @}}
                      - {import: [@]}
                      - {packages: {? @ : @}}
                      - {http: {port: @, path: @, method: @, headers: {? @ : @}, match: {? @ : @}, json: @}}
                      - {image: {labels: {? @ : @}, user: @, entrypoint: @}}
                services: {? @ : {image: @}}
                nightly:
                  at: @
                  jitter: @
                  stale-after: @
                  heartbeat: @
                  degraded: {fail-after: @}
                  notify:
                    - {webhook: @, form: @, secret: {env: @}, on: [@]}
                    - {webhook: {env: @, required: @}, on: @}
                    - {email: {to: @, from: @, host: @, port: @, encryption: @, user: @, password: {env: @}}}
                    - {email: {to: [@], from: @, host: @}, on: [@]}
                    - {command: @, on: [@]}
                """
                        .replace("@", "&");
        for (String line : file.split("\n", -1)) {
            String hostile = file.lines()
                    .map(other -> other.equals(line) ? other.replace("&", text) : other.replace("&", "x"))
                    .collect(Collectors.joining("\n"));
            assertThat(read(hostile)).isInstanceOf(Reading.Invalid.class);
        }
    }

    private static String lines(int count, java.util.function.IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private static String reversed(String lines) {
        return lines.lines().collect(Collectors.collectingAndThen(Collectors.toList(), list -> {
            java.util.Collections.reverse(list);
            return String.join("\n", list);
        }));
    }

    private static Reading read(String text) {
        return PipelineReader.readBytes(
                text.getBytes(StandardCharsets.UTF_8), Path.of("hostile.yaml"), Golden.ENVIRONMENT);
    }
}
