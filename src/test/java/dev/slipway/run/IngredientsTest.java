package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.context.Contexts;
import dev.slipway.engine.FakeEngine;
import dev.slipway.model.Budget;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ContainerSettings.ContainerSecret;
import dev.slipway.model.ContainerSettings.Limits;
import dev.slipway.model.ContainerSettings.Surface;
import dev.slipway.model.ContainerSettings.Volume;
import dev.slipway.model.Nightly;
import dev.slipway.model.Pipeline;
import dev.slipway.model.Proof;
import dev.slipway.model.RetryPolicy;
import dev.slipway.model.SecretSource;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.StackCheck;
import dev.slipway.model.Timeouts;
import dev.slipway.model.Variant;
import dev.slipway.plan.Prospect.Fingerprint;
import dev.slipway.secrets.Mask;
import dev.slipway.secrets.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proof holds of: the files that containers see, whether they had a password, and not where all that lies. */
class IngredientsTest {
    private static final StackCheck ALONE =
            new StackCheck("it is up", List.of("db"), Map.of(), List.of(), Models.NOWHERE);

    @TempDir
    private Path folder = Path.of("");

    private final FakeEngine engine = new FakeEngine().with("python:3.11-slim").with("redis:7");

    /** A checkout: a pipeline whose containers see settings beside it, and may write to a folder of logs. */
    private final class Checkout {
        private final Path place;
        private final ContainerSettings container;

        Checkout(String name) throws IOException {
            place = Files.createDirectories(folder.resolve(name).resolve("pipelines"));
            Path settings = Files.createDirectories(place.resolve("../settings"));
            Files.writeString(settings.resolve("a.yaml"), "a: 1");
            Path logs = Files.createDirectories(place.resolve("logs"));
            Files.writeString(place.resolve("a.env"), "A=1");
            Files.writeString(place.resolve("Dockerfile"), "FROM python:3.11-slim\n");
            SecretSource password = new SecretSource.FromParam("password", false, Models.NOWHERE);
            container = new ContainerSettings(
                    Limits.NONE,
                    new Surface(
                            null,
                            List.of(
                                    new Volume.Bound(settings.normalize(), "/settings", true),
                                    new Volume.Bound(logs, "/logs", false)),
                            false,
                            List.of()),
                    Map.of("password", new ContainerSecret(password, "PASSWORD")),
                    List.of(place.resolve("a.env")),
                    List.of());
        }

        private Cast cast(Map<String, String> params) {
            ServiceSpec service =
                    new ServiceSpec("db", "redis:7", List.of(), Map.of(), List.of(), container, Models.NOWHERE);
            Pipeline pipeline = new Pipeline(
                    "stack",
                    "",
                    place.resolve("pipeline.yaml"),
                    List.of(),
                    List.of(),
                    List.of(service),
                    List.of(ALONE),
                    Nightly.NONE);
            RunSetting setting =
                    new RunSetting("r", pipeline, new Home(folder.resolve("home")), 1, Thoroughness.USUAL, "test");
            return new Cast(
                    setting,
                    new ProvenImages(engine, pipeline),
                    new ContainerAccess(new Secrets(Map.of(), params, place, new Mask()), (level, text) -> {}));
        }

        String fingerprint(Map<String, String> params) {
            Cast cast = cast(params);
            Variant variant = new Variant(
                    "full",
                    BuildSpec.of(place.resolve("../settings").normalize(), "../pipelines/Dockerfile"),
                    new Proof(List.of(), List.of(), List.of(), Map.of(), container),
                    new Timeouts(Duration.ofMinutes(30), Duration.ofMinutes(10)),
                    Budget.UNLIMITED,
                    new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofHours(1)),
                    Models.NOWHERE);
            Ingredients ingredients = new Ingredients(
                    engine,
                    cast.setting(),
                    new ProvenImages(engine, cast.pipeline()),
                    Contexts.forgetful(),
                    cast.access());
            return ((Fingerprint.Known) ingredients.fingerprintNow(variant)).toString();
        }

        StackProofs proofs(Map<String, String> params) {
            Cast cast = cast(params);
            return new StackProofs(folder.resolve("proofs"), engine, cast, new ProvenImages(engine, cast.pipeline()));
        }
    }

    @Test
    void whatContainersReadIsPartOfTheProofAndWhatTheyWriteIsNot() throws IOException {
        Checkout checkout = new Checkout("a");
        String first = checkout.fingerprint(Map.of());
        checkout.proofs(Map.of()).remember(ALONE);

        Files.writeString(checkout.place.resolve("logs/today"), "written by a check");
        assertThat(checkout.fingerprint(Map.of())).isEqualTo(first);
        assertThat(checkout.proofs(Map.of()).passed(ALONE)).isTrue();

        Files.writeString(checkout.place.resolve("../settings/a.yaml"), "a: 2");
        assertThat(checkout.fingerprint(Map.of())).isNotEqualTo(first);
        assertThat(checkout.proofs(Map.of()).passed(ALONE)).isFalse();
    }

    @Test
    void anOptionalSecretCountsByBeingThereAndNeverByItsValue() throws IOException {
        Checkout checkout = new Checkout("a");
        String without = checkout.fingerprint(Map.of());
        String with = checkout.fingerprint(Map.of("password", "hunter2"));
        assertThat(with).isNotEqualTo(without).isEqualTo(checkout.fingerprint(Map.of("password", "hunter3")));
        checkout.proofs(Map.of()).remember(ALONE);
        assertThat(checkout.proofs(Map.of("password", "hunter2")).passed(ALONE)).isFalse();
    }

    @Test
    void anotherCheckoutOfTheSameIsProvenAlready() throws IOException {
        Checkout here = new Checkout("a");
        Checkout there = new Checkout("b/deeper");
        assertThat(there.fingerprint(Map.of())).isEqualTo(here.fingerprint(Map.of()));
        here.proofs(Map.of()).remember(ALONE);
        assertThat(there.proofs(Map.of()).passed(ALONE)).isTrue();
    }
}
