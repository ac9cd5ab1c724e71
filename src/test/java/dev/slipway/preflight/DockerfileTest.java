package dev.slipway.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileTest {
    private static final String STAGED =
            """
            # syntax=docker/dockerfile:1.7
            ARG PYTHON=3.11
            ARG BASE=python:${PYTHON}-slim
            FROM ${BASE} AS base
            ENV APP=/srv/app
            USER 1000
            HEALTHCHECK --interval=5s CMD curl -f localhost

            FROM node:20-slim AS Web
            ARG SRC=web
            COPY ${SRC}/package*.json $SRC/tsconfig.json ./
            RUN npm ci
            COPY web .

            FROM base AS dev
            CMD ["python", "-m", "http.server"]

            FROM base AS production
            COPY --from=web /dist /static
            COPY --from=2 /x /y
            COPY --from=busybox:1 /bin/busybox /bin/
            RUN --mount=type=cache,target=/root/.cache \\
                # a comment in the middle
                --mount=type=secret,id=hf_token,required=true \\

                --mount=type=bind,from=ghcr.io/astral-sh/uv:0.5,source=/uv,target=/uv \\
                --mount=type=bind,source=requirements.txt,target=/r.txt \\
                --mount=type=secret,target=/run/secrets/npmrc \\
                pip install -r /r.txt
            COPY app.py $APP/
            ENTRYPOINT ["uvicorn", "app:app"]

            FROM alpine AS unused
            COPY unused .
            """;

    @Test
    void answersAboutStages() {
        Dockerfile file = Dockerfile.parse(STAGED, "Dockerfile");

        assertThat(file.problems()).isEmpty();
        assertThat(file.syntax()).hasValue("docker/dockerfile:1.7");
        assertThat(file.stageNames()).containsExactly("base", "web", "dev", "production", "unused");
        assertThat(file.externalImages(Map.of(), "production"))
                .containsExactly("python:3.11-slim", "node:20-slim", "busybox:1", "ghcr.io/astral-sh/uv:0.5");
        assertThat(file.externalImages(Map.of("PYTHON", "3.13"), "dev")).containsExactly("python:3.13-slim");
        assertThat(file.externalImages(Map.of(), null)).containsExactly("alpine");
        assertThat(file.externalImages(Map.of(), "WEB")).containsExactly("node:20-slim");
        assertThat(file.externalImages(Map.of(), "1")).containsExactly("node:20-slim");
        assertThat(file.externalImages(Map.of(), "nope")).isEmpty();
        assertThat(file.stage("nope")).isEmpty();
        assertThat(file.wantedStages(Map.of(), "production"))
                .extracting(Stage::label)
                .containsExactly("base", "web", "dev", "production");
    }

    @Test
    void answersAboutSourcesAndSecrets() {
        Dockerfile file = Dockerfile.parse(STAGED, "Dockerfile");

        assertThat(file.copySources(Map.of(), "production"))
                .extracting(source -> source.line() + " " + source.path())
                .containsExactly(
                        "11 web/package*.json", "11 web/tsconfig.json", "13 web", "22 requirements.txt", "30 app.py");
        assertThat(file.copySources(Map.of("SRC", "ui"), "web").get(1).path()).isEqualTo("ui/tsconfig.json");
        assertThat(file.secretsMounted())
                .containsExactly(
                        new Dockerfile.SecretMount("hf_token", true, 22),
                        new Dockerfile.SecretMount("npmrc", false, 22));
        assertThat(file.secretsMounted(Map.of(), "web")).isEmpty();
    }

    @Test
    void answersAboutTheFinalStage() {
        FinalStage last = Dockerfile.parse(STAGED, "Dockerfile")
                .finalStage(Map.of(), "production")
                .orElseThrow();

        assertThat(last.user().orElseThrow().text()).isEqualTo("1000");
        assertThat(last.healthcheck()).isPresent();
        assertThat(last.entrypoint().orElseThrow().words()).containsExactly("uvicorn", "app:app");
        assertThat(last.command()).isEmpty();
        FinalStage reset = Dockerfile.parse(
                        "FROM a AS b\nCMD x\nHEALTHCHECK CMD y\nFROM b\nENTRYPOINT z\nHEALTHCHECK none", "f")
                .finalStage(Map.of(), null)
                .orElseThrow();
        assertThat(reset.command()).isEmpty();
        assertThat(reset.healthcheck()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "FROM a\\nRUN --mount=type=cache,target=/x pip|2 RUN --mount",
                "FROM a\\nRUN --network=none x|2 RUN --network",
                "FROM a\\nRUN --security=insecure x|2 RUN --security",
                "FROM a\\nRUN <<EOF\\nFROM b\\nEOF|2 RUN <<EOF",
                "FROM a\\nCOPY --chmod=755 a b|2 COPY --chmod",
                "FROM a\\n\\n\\nCOPY --link a b|4 COPY --link",
                "FROM --platform=$BUILDPLATFORM a|1 FROM --platform=$BUILDPLATFORM",
                "FROM --platform=linux/${TARGETARCH} a|1 FROM --platform=linux/${TARGETARCH}",
                "FROM a\\nADD git@example.org:team/app.git#v1 /app|2 ADD of a git repository",
                "FROM a\\nADD https://example.org/team/app.git /app|2 ADD of a git repository",
                "FROM a\\nADD https://example.org/app.tar.gz app.git /app|",
                "FROM a\\nCOPY --parents a/*/b /app|2 COPY --parents",
                "FROM a\\nADD --checksum=sha256:0 https://example.org/a /a|2 ADD --checksum",
                "#syntax = x/y\\nFROM a|1 # syntax=x/y",
                "# escape=`\\n# SYNTAX=x/y\\nFROM a|2 # syntax=x/y",
                "# comment\\n# syntax=x/y\\nFROM a|",
                "FROM a\\nCOPY --chown=1 --from=a b c|",
                "FROM --platform=linux/amd64 a\\nRUN echo $((1 << 2)) && cat <<< word|",
            })
    void namesWhatNeedsBuildKit(String text, String feature) {
        assertThat(Dockerfile.parse(text.replace("\\n", "\n"), "f")
                        .buildKitFeature()
                        .map(one -> one.line() + " " + one.reason())
                        .orElse(null))
                .isEqualTo(feature);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "early|null",
                "middle|RUN --mount",
                "late|RUN --mount",
                "2|RUN --mount",
                "no-such-stage|RUN --mount",
            },
            nullValues = "null")
    void theClassicBuilderEndsAtTheTarget(String target, String feature) {
        Dockerfile file = Dockerfile.parse(
                "FROM a AS early\nRUN x\nFROM b AS middle\nRUN --mount=type=cache,target=/c y\nFROM early AS late\nRUN z\n",
                "f");
        assertThat(file.buildKitFeature(target).map(BuildKitFeature::reason).orElse(null))
                .isEqualTo(feature);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "FORM a|f:1:1: unknown instruction 'FORM'.",
                "FROM a\\nCOPPY a b|f:2:1: unknown instruction 'COPPY'.",
                "RUN x\\nFROM a|f:1:1: RUN stands before the first FROM; only ARG may.",
                "FROM a b|f:1:1: FROM takes an image and, if wanted, 'AS name'.",
                "FROM a AS 1b|f:1:1: '1b' cannot name a stage: a name begins with a letter and goes on with letters, digits, '-', '_' or '.'.",
                "FROM|f:1:1: FROM needs at least one argument.",
                "ARG A=1|f:1:1: the file has no FROM.",
                "FROM a\\nRUN <<E\\nx|f:2:1: the document '<<E' is never closed by a line 'E'.",
            })
    void tellsSyntaxProblemsByLine(String text, String problem) {
        assertThat(Dockerfile.parse(text.replace("\\n", "\n"), "f").problems())
                .extracting(SyntaxProblem::toString)
                .contains(problem);
    }

    @ParameterizedTest(name = "FROM {0} is {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x:$V|x:1",
                "x:${V}|x:1",
                "x:${V:-2}|x:1",
                "x:${NO:-2}|x:2",
                "x:${NO:-${V}}|x:1",
                "x:${NO:-${NO2:-3}}|x:3",
                "x:${V:+set}|x:set",
                "x${NO:+:set}|x",
                "x:${EMPTY:-e}|x:e",
                "x${EMPTY-e}|x",
                "\"x:$V\"|x:1",
                "'x:$V'|x:$V",
                "x:\\$V|x:$V",
                "x:$NO|",
                "$NO|",
                "${NO:-}|",
                "${V|",
                "scratch|",
            })
    void expandsVariables(String base, String image) {
        List<String> images = Dockerfile.parse("ARG V=1\nARG EMPTY=\nARG NO\nFROM " + base, "f")
                .externalImages(Map.of(), null);

        assertThat(images).isEqualTo(image == null ? List.of() : List.of(image));
    }

    @Test
    void argumentsReachAStageOnlyWhenItAsks() {
        Dockerfile file = Dockerfile.parse(
                "ARG V=1\nFROM a AS one\nCOPY x$V .\nFROM a AS two\nARG V\nCOPY x$V .\nFROM two\nCOPY y$V z${BASE_ENV} .",
                "f");

        assertThat(file.copySources(Map.of(), "one").get(0).known()).isFalse();
        assertThat(file.copySources(Map.of(), "two").get(0).path()).isEqualTo("x1");
        assertThat(file.copySources(Map.of(), null))
                .extracting(source -> source.path() + " " + source.known())
                .containsExactly("x1 true", "y1 true", "z${BASE_ENV} false");
    }

    @Test
    void readsJsonHeredocsWindowsEscapesAndLineEnds() {
        Dockerfile file = Dockerfile.parse(
                "\uFEFF"
                        + """
                        # escape=`
                        FROM a
                        COPY [ "a b", "c\\u0041\\n", "/d/" ]
                        RUN x `
                          y
                        COPY <<A <<-"B" plain /to/
                        FROM x
                        A
                        \tbody
                        \tB
                        RUN ["not json']
                        ADD https://x/y z /
                        """
                                .replace("\n", "\r\n"),
                "f");

        assertThat(file.problems()).isEmpty();
        List<Instruction> instructions = file.stages().get(0).instructions();
        assertThat(instructions).extracting(Instruction::keyword).containsExactly("COPY", "RUN", "COPY", "RUN", "ADD");
        assertThat(instructions.get(0).words()).containsExactly("a b", "cA\n", "/d/");
        assertThat(instructions.get(1).words()).containsExactly("x", "y");
        assertThat(instructions.get(1).lines()).isEqualTo(new Instruction.Lines(4, 5));
        assertThat(instructions.get(2).heredocs())
                .containsExactly(new Instruction.Heredoc("A", "FROM x\n"), new Instruction.Heredoc("B", "body\n"));
        assertThat(instructions.get(3).json()).isFalse();
        assertThat(file.copySources(Map.of(), null))
                .extracting(Dockerfile.CopySource::path)
                .containsExactly("a b", "cA\n", "plain", "z");
    }

    @Property(tries = 1500)
    void neverThrows(@ForAll("hostile") String text) {
        Dockerfile file = Dockerfile.parse(text, "f");

        file.externalImages(Map.of("A", "$A${A}"), null);
        file.copySources(Map.of(), null);
        file.copySources(Map.of(), "0");
        file.unresolvedBases(Map.of(), null);
        file.buildKitFeature();
        file.secretsMounted();
        file.finalStage(Map.of(), "a");
        assertThat(file.problems())
                .allSatisfy(problem -> assertThat(problem.origin().line()).isPositive());
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of(
                        "FROM",
                        " ",
                        "a",
                        "\n",
                        "AS",
                        "COPY",
                        "--from=",
                        "--mount=type=",
                        "secret",
                        ",",
                        "=",
                        "$",
                        "${",
                        "}",
                        ":-",
                        "\\",
                        "\"",
                        "'",
                        "[",
                        "]",
                        "#",
                        "escape=`",
                        "syntax=",
                        "<<",
                        "<<-",
                        "EOF",
                        "ENV",
                        "ARG A",
                        "RUN",
                        "0",
                        "\t",
                        "\r",
                        "\u0000",
                        "\uFEFF",
                        "ONBUILD",
                        "é",
                        "--",
                        "99999999999")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts))
                .flatMap(text -> Arbitraries.of("", "FROM a\n", "ARG A=1\nFROM $A as a\nCOPY ")
                        .map(start -> start + text));
    }

    @Test
    void growsWithTheTextAndNoFaster() {
        StringBuilder doubling = new StringBuilder("FROM a\nENV A0=xxxxxxxxxxxxxxxx\n");
        for (int i = 1; i < 20_000; i++) {
            doubling.append("ENV A")
                    .append(i)
                    .append("=$A")
                    .append(i - 1)
                    .append("$A")
                    .append(i - 1)
                    .append('\n');
        }
        for (String text : List.of(
                doubling.toString(),
                "FROM " + "${A:-".repeat(100_000),
                "FROM " + "${A:-".repeat(50_000) + "}".repeat(50_000),
                "FROM a\nRUN " + "--mount=type=secret ".repeat(50_000) + "x",
                "FROM a\nCOPY " + "<<E ".repeat(100_000),
                "FROM a AS b\n".repeat(100_000),
                "FROM a\n" + "RUN x \\\n".repeat(200_000),
                "FROM a\nRUN [" + "\"a\",".repeat(200_000),
                "\\\n".repeat(300_000))) {
            Dockerfile file = Dockerfile.parse(text, "f");
            assertThat(file.copySources(Map.of(), null).size()
                            + file.externalImages(Map.of(), null).size())
                    .isLessThan(1000);
            assertThat(file.secretsMounted()).hasSizeLessThan(2);
        }
    }
}
