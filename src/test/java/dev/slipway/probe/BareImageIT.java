package dev.slipway.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.StopSignal;
import dev.slipway.model.Check;
import dev.slipway.model.VersionRange;
import dev.slipway.probe.Doubles.Heard;
import dev.slipway.probe.ProbeResult.Healthy;
import dev.slipway.probe.ProbeResult.Unhealthy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Facts of images, images without a shell among them. */
class BareImageIT {
    private static final String BARE =
            """
            FROM python:3.11-slim AS base
            FROM scratch
            COPY --from=base /lib64/ld-linux-x86-64.so.2 /lib64/
            COPY --from=base /lib/x86_64-linux-gnu/libc.so.6 /lib/x86_64-linux-gnu/
            COPY --from=base /bin/sleep /bin/echo /bin/
            """;

    private static @Nullable Dockyard yard;

    @BeforeAll
    static void open() {
        yard = Dockyard.open("python:3.11-slim");
    }

    @AfterAll
    static void clear() {
        if (yard != null) {
            yard.close();
        }
    }

    @Test
    void rootIsRootHoweverItIsWritten() {
        Check nonRoot = new Check.Image("non-root", null, Map.of(), List.of(), false, Doubles.HERE);
        assertThat(message(ask("FROM python:3.11-slim\n", nonRoot)))
                .isEqualTo("image: it runs as root: no USER is set");
        assertThat(message(ask("FROM python:3.11-slim\nUSER 0:0\n", nonRoot)))
                .isEqualTo("image: it runs as root: its user is '0:0'");
        assertThat(ask("FROM python:3.11-slim\nUSER nobody\n", nonRoot)).isInstanceOf(Healthy.class);
    }

    @Test
    void labelsPortsAndSizeAreHeldAgainstTheFacts() {
        Check wanted = new Check.Image(null, 1000L, Map.of("stage", "production"), List.of(8000), true, Doubles.HERE);
        assertThat(message(ask("FROM python:3.11-slim\nLABEL stage=development\nEXPOSE 80\n", wanted)))
                .contains("more than 1.0 kB (1000 bytes)")
                .contains("its label 'stage' is 'development', not 'production'")
                .contains("port 8000 is not exposed, only 80");
    }

    @Test
    void anEntrypointMustBeThereAndRunnable() {
        String head = "FROM python:3.11-slim\n";
        assertThat(ask(head + "CMD [\"python\"]\n", entrypoint())).isInstanceOf(Healthy.class);
        assertThat(message(ask(head + "ENTRYPOINT [\"/start.sh\"]\n", entrypoint())))
                .isEqualTo("image: its entrypoint '/start.sh' is not in it");
        assertThat(message(ask(head + "RUN echo x > /start.sh\nENTRYPOINT [\"/start.sh\"]\n", entrypoint())))
                .isEqualTo("image: its entrypoint '/start.sh' is not executable");
        assertThat(message(ask(
                        head + "RUN printf '#!/bin/sh\\r\\necho hi\\r\\n' > /start.sh && chmod +x /start.sh\n"
                                + "WORKDIR /\nENTRYPOINT [\"./start.sh\"]\n",
                        entrypoint())))
                .isEqualTo(
                        "image: its entrypoint './start.sh' is a script with Windows line ends, so no interpreter is found"
                                + " for it");
        assertThat(message(ask(
                        head + "RUN printf '#!/bin/zsh\\n' > /start.sh && chmod +x /start.sh\nCMD [\"/start.sh\"]\n",
                        entrypoint())))
                .isEqualTo("image: its entrypoint '/start.sh' is a script for '/bin/zsh', which is not in it");
    }

    @Test
    void withoutAShellTheEntrypointIsTried() {
        assertThat(ask(BARE + "ENTRYPOINT [\"/bin/sleep\"]\nCMD [\"600\"]\n", entrypoint()))
                .isInstanceOf(Healthy.class);
        assertThat(message(ask(BARE + "ENTRYPOINT [\"/bin/absent\"]\n", entrypoint())))
                .startsWith("image: its entrypoint '/bin/absent' does not start");
    }

    @Test
    void withoutAShellCommandsRunWordByWordAndPythonIsMissed() {
        String bare = BARE + "CMD [\"/bin/sleep\", \"600\"]\n";
        for (boolean service : new boolean[] {false, true}) {
            Check run = new Check.Run("/bin/echo 'two words'", 0, "two words", service, Doubles.LONG, Doubles.HERE);
            assertThat(ask(bare, run)).isInstanceOf(Healthy.class);
        }
        Check imports = new Check.Import(Map.of("numpy", VersionRange.ANY), Doubles.LONG, Doubles.HERE);
        assertThat(message(ask(bare, imports))).isEqualTo("import numpy: the image has no python3 or python");
        assertThat(message(ask(bare, new Check.Healthy(Doubles.SHORT, Doubles.HERE))))
                .isEqualTo("healthy: the image backend has no HEALTHCHECK");
    }

    private static Check entrypoint() {
        return new Check.Image(null, null, Map.of(), List.of(), true, Doubles.HERE);
    }

    private static ProbeResult ask(String dockerfile, Check check) {
        if (yard == null) {
            throw new IllegalStateException("the engine was not opened");
        }
        String image = yard.build(dockerfile);
        ProbeResult result;
        try (TestBed bed = TestBed.open(yard.engine(), yard.setting())) {
            result = bed.ask(check, new Subject(image, "backend", Map.of()), new StopSignal(), new Heard());
        }
        yard.assertNothingIsLeft();
        return result;
    }

    private static String message(ProbeResult result) {
        assertThat(result).isInstanceOf(Unhealthy.class);
        return ((Unhealthy) result).message();
    }
}
