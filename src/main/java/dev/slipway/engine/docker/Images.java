package dev.slipway.engine.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.Image;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.ImageLayer;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.engine.RegistryLogins.Login;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.docker.wire.JsonMessages;
import dev.slipway.engine.docker.wire.Query;
import dev.slipway.engine.docker.wire.Refusals;
import dev.slipway.engine.docker.wire.RegistryAuth;
import dev.slipway.engine.docker.wire.Streams.Question;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Images: what they are, their names, fetching them. */
final class Images {
    /** Answers that depend on who asks; some registries deny that there is what they do not show. */
    private static final Pattern WHO =
            Pattern.compile("(?i)denied|unauthori[sz]ed|authenticat|credentials|forbidden|may require");

    private final Client client;
    private final RegistryLogins logins;

    Images(Client client, RegistryLogins logins) {
        this.client = client;
        this.logins = logins;
    }

    Optional<ImageFacts> image(String reference) {
        try {
            return Optional.of(Refusals.during(
                    "inspecting image " + reference,
                    () -> facts(client.commands().inspectImageCmd(reference).exec())));
        } catch (EngineException absent) {
            if (absent.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw absent;
        }
    }

    List<ImageLayer> layers(String image) {
        return Layers.of(client.get("asking for the layers of image " + image, "/images/" + image + "/history"));
    }

    List<ImageFacts> labelled(String label, String value) {
        String filter = value.isEmpty() ? label : label + "=" + value;
        List<Image> found = Refusals.during(
                "listing images with label " + filter,
                () -> client.commands().listImagesCmd().withLabelFilter(filter).exec());
        return found.stream()
                .map(image -> image(image.getId()))
                .flatMap(Optional::stream)
                .toList();
    }

    void pull(String reference, OutputSink progress, StopSignal stop) {
        String operation = "pulling " + reference;
        Reference name = Reference.parse(reference);
        String registry = RegistryAuth.registry(name.repository());
        Optional<Login> login = login(operation, registry);
        Question question = new Question(
                operation,
                "POST",
                new Query("/images/create")
                        .with("fromImage", name.repository())
                        .with("tag", name.tagOrDigest())
                        .toString(),
                "",
                login.map(known -> RegistryAuth.forPull(registry, known)).stream()
                        .toList());
        PullProgress told = new PullProgress(operation, progress);
        try {
            client.streams().ask(question, stop, body -> {
                JsonMessages.read(body, told::take);
                return Boolean.TRUE;
            });
        } catch (EngineException refused) {
            if (!WHO.matcher(refused.answer()).find()) {
                throw refused;
            }
            String who = "(" + registry + " was asked " + words(login) + ")";
            throw new EngineException(refused.kind(), operation, refused.answer() + " " + who, refused);
        }
    }

    private Optional<Login> login(String operation, String registry) {
        try {
            return logins.of(registry);
        } catch (EngineException cannotBeHad) {
            throw new EngineException(
                    Kind.REFUSED, operation, "error getting credentials: " + cannotBeHad.getMessage(), cannotBeHad);
        }
    }

    private static String words(Optional<Login> login) {
        return login.map(known -> known.identity() ? "with an identity token" : "as '" + known.user() + "'")
                .orElse("without a login");
    }

    void tag(String image, String reference) {
        Reference name = Reference.parse(reference);
        Refusals.doing("tagging " + image + " as " + reference, () -> client.commands()
                .tagImageCmd(image, name.repository(), name.tagOrDigest())
                .exec());
    }

    void remove(String reference) {
        try {
            Refusals.doing(
                    "removing image " + reference,
                    () -> client.commands().removeImageCmd(reference).exec());
        } catch (EngineException absent) {
            if (absent.kind() != Kind.NOT_FOUND) {
                throw absent;
            }
        }
    }

    private static ImageFacts facts(InspectImageResponse image) {
        ContainerConfig config = image.getConfig() == null ? new ContainerConfig() : image.getConfig();
        return new ImageFacts(
                orEmpty(image.getId()),
                image.getRepoTags() == null ? List.of() : image.getRepoTags(),
                image.getRepoDigests() == null ? List.of() : image.getRepoDigests(),
                config.getLabels() == null ? Map.of() : config.getLabels(),
                image.getSize() == null ? 0 : image.getSize(),
                new ImageFacts.Configuration(
                        orEmpty(config.getUser()),
                        list(config.getEntrypoint()),
                        list(config.getCmd()),
                        environment(list(config.getEnv())),
                        ports(config.getExposedPorts()),
                        probe(config.getHealthcheck()),
                        orEmpty(config.getWorkingDir())));
    }

    /** {@code KEY} without a value is what a commit leaves where it has taken a variable away. */
    static Map<String, String> environment(List<String> pairs) {
        Map<String, String> env = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                env.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return env;
    }

    private static List<Integer> ports(ExposedPort @Nullable [] ports) {
        return ports == null
                ? List.of()
                : Arrays.stream(ports)
                        .map(ExposedPort::getPort)
                        .distinct()
                        .sorted()
                        .toList();
    }

    private static ImageFacts.@Nullable HealthProbe probe(@Nullable HealthCheck check) {
        if (check == null || check.getTest() == null || check.getTest().isEmpty()) {
            return null;
        }
        return check.getTest().getFirst().equals("NONE") ? null : new ImageFacts.HealthProbe(check.getTest());
    }

    private static List<String> list(String @Nullable [] words) {
        return words == null ? List.of() : List.of(words);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
