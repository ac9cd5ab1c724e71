package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.FakeEngine;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Pipeline;
import dev.slipway.probe.Vault;
import dev.slipway.run.Owner;
import dev.slipway.secrets.Mask;
import dev.slipway.secrets.Secrets;
import dev.slipway.stack.Lineup;
import dev.slipway.stack.Role;
import dev.slipway.stack.Stack;
import dev.slipway.stack.StackName;
import dev.slipway.yaml.PipelineReader;
import dev.slipway.yaml.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevHindrancesTest {
    private static final String RUN = "20261122-120000-0001";

    private final FakeEngine engine = new FakeEngine().with("postgres:16");

    @TempDir
    private Path folder = Path.of("");

    private Pipeline pipeline() throws IOException {
        Path file = folder.resolve("pipeline.yaml");
        Files.writeString(
                file,
                """
                slipway: 1
                name: shop
                images:
                  api:
                    checks: [{run: {command: 'true'}}]
                services:
                  db:
                    image: postgres:16
                    container:
                      volumes: ["data:/var/lib/postgresql/data"]
                      secrets: {password: {env: SHOP_PASSWORD}}
                up: {start: [db, api]}
                """);
        Reading reading = PipelineReader.read(file, Map.of());
        if (reading instanceof Reading.Valid valid) {
            return valid.pipeline();
        }
        throw new AssertionError(reading.toString());
    }

    private Role db() throws IOException {
        Pipeline pipeline = pipeline();
        ImageFacts facts = engine.image("postgres:16").orElseThrow();
        return new Lineup(pipeline).service(pipeline.service("db").orElseThrow(), facts);
    }

    private Optional<String> hindrance(boolean dead) throws IOException {
        return new DevHindrances(engine, pipeline(), StackName.workedOn("shop"), run -> dead).of(List.of(db()));
    }

    private Stack workedOnBy(Owner owner) {
        return new Stack(engine, StackName.workedOn("shop"), Vault.EMPTY, owner.labels(RUN));
    }

    @Test
    void nothingStandsInTheWay() throws IOException {
        assertThat(hindrance(false)).isEmpty();
    }

    @Test
    void anotherCheckoutThatLivesIsLeftAlone() throws IOException {
        workedOnBy(new Owner("another", 4711, 1)).network();

        assertThat(hindrance(false)).hasValueSatisfying(words -> assertThat(words)
                .contains("'shop/dev'", "process 4711 of another machine"));
        assertThat(hindrance(true)).as("its run is known to be dead").isEmpty();
    }

    @Test
    void whatTheDeadOrThisVeryProcessLeftIsNoHindrance() throws IOException {
        Owner self = Owner.self();
        workedOnBy(new Owner(self.host(), self.process(), self.begun() + 1)).network();
        assertThat(hindrance(false)).isEmpty();
        new Stack(engine, StackName.workedOn("shop")).removeNetworks();
        workedOnBy(self).network();
        assertThat(hindrance(false)).isEmpty();
    }

    @Test
    void aVolumeThatUpRunsWithIsNotUsedTwice() throws IOException {
        Stack kept = new Stack(engine, StackName.kept("shop"));
        kept.raise(db(), 1, kept.network());

        assertThat(hindrance(false)).hasValueSatisfying(words -> assertThat(words)
                .contains("'db' of 'up' runs with the volume 'data'", "'down'"));

        engine.stop(kept.standing("db").orElseThrow().container(), Duration.ZERO);
        assertThat(hindrance(false)).as("it has ended").isEmpty();
    }

    @Test
    void logsHideTheSecretsOfContainers() throws IOException {
        Mask mask = new Mask();
        Secrets secrets = new Secrets(Map.of("SHOP_PASSWORD", "correct-horse"), folder, mask);

        LogsCommand.hide(pipeline(), secrets, new StopSignal());

        assertThat(mask.hide("login with correct-horse")).isEqualTo("login with ***");
    }
}
