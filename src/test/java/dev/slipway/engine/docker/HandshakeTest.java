package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.EngineInfo;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HandshakeTest {
    @ParameterizedTest
    @CsvSource({"1.41, 1.12, 1.41", "1.51, 1.24, 1.51", "1.55, 1.40, 1.51", "1.52, 1.44, 1.51", "1.40, '', 1.40"})
    void the_newest_that_both_speak_is_taken(String newest, String oldest, String agreed) {
        assertThat(Handshake.common("connecting", newest, oldest)).hasToString(agreed);
    }

    @ParameterizedTest
    @CsvSource({"1.39, 1.12", "1.9, 1.1", "1.60, 1.52", "'', ''", "two, 1.12"})
    void there_may_be_none(String newest, String oldest) {
        assertThatThrownBy(() -> Handshake.common("connecting", newest, oldest))
                .isInstanceOfSatisfying(EngineException.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(Kind.UNSUPPORTED);
                    assertThat(failed).hasMessageContaining("Maybe");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, false, linux/amd64, '', BUILDKIT",
        "AUTO, false, linux/amd64, 2, BUILDKIT",
        "AUTO, false, linux/amd64, 1, CLASSIC",
        "AUTO, false, windows/amd64, '', CLASSIC",
        "AUTO, true, linux/amd64, '', CLASSIC",
        "BUILDKIT, false, linux/amd64, 1, BUILDKIT",
        "BUILDKIT, true, linux/amd64, '', CLASSIC",
        "CLASSIC, false, linux/amd64, 2, CLASSIC",
    })
    void the_builder_follows_the_wish_and_the_engine(
            BuilderChoice choice, boolean podman, String platform, String offered, EngineInfo.Builder expected) {
        assertThat(Handshake.builder(choice, podman, platform, offered)).isEqualTo(expected);
    }

    @Test
    void the_command_lines_variable_is_understood() {
        assertThat(BuilderChoice.from(Map.of("DOCKER_BUILDKIT", "0"))).isEqualTo(BuilderChoice.CLASSIC);
        assertThat(BuilderChoice.from(Map.of("DOCKER_BUILDKIT", "1"))).isEqualTo(BuilderChoice.BUILDKIT);
        assertThat(BuilderChoice.from(Map.of())).isEqualTo(BuilderChoice.AUTO);
    }

    @ParameterizedTest
    @CsvSource({
        "redis:7, redis, 7",
        "redis, redis, latest",
        "host:5000/team/app, host:5000/team/app, latest",
        "host:5000/team/app:1.2, host:5000/team/app, 1.2",
        "app@sha256:ab, app, sha256:ab",
    })
    void a_name_is_cut_where_the_engine_wants_it(String name, String repository, String tag) {
        assertThat(Reference.parse(name)).isEqualTo(new Reference(repository, tag));
    }
}
