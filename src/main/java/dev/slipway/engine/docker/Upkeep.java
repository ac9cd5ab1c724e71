package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.slipway.engine.DiskUse;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.EngineHost;
import dev.slipway.engine.Housekeeping;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.buildkit.Carrier;
import dev.slipway.engine.buildkit.NotOffered;
import dev.slipway.engine.buildkit.SessionHead;
import dev.slipway.engine.docker.wire.Header;
import dev.slipway.engine.docker.wire.Query;
import dev.slipway.engine.docker.wire.RegistryAuth;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code GET /info}, {@code GET /system/df}, {@code POST /build/prune}, {@code GET /distribution/NAME/json} and an empty
 * {@code POST /session}, as the Engine API describes them from 1.40 to 1.51.
 */
final class Upkeep implements Housekeeping {
    /** Engines walk every volume and every container's own files before they answer. */
    private static final Duration WALK = Duration.ofMinutes(4);

    private final Client client;
    private final RegistryLogins logins;
    private final Carrier sessions;

    Upkeep(Client client, RegistryLogins logins, Carrier sessions) {
        this.client = client;
        this.logins = logins;
        this.sessions = sessions;
    }

    @Override
    public EngineHost host() {
        JsonNode info = client.get("asking the engine about its machine", "/info");
        List<String> warnings = new ArrayList<>();
        info.path("Warnings").forEach(warning -> warnings.add(warning.asText()));
        return new EngineHost(
                new EngineHost.Ground(
                        text(info, "OperatingSystem"),
                        text(info, "KernelVersion"),
                        text(info, "Architecture"),
                        info.path("NCPU").asInt(),
                        text(info, "Driver"),
                        text(info, "DockerRootDir")),
                new EngineHost.Memory(
                        info.path("MemTotal").asLong(),
                        info.path("CgroupVersion").asText("1"),
                        info.path("MemoryLimit").asBoolean(),
                        info.path("SwapLimit").asBoolean()),
                new EngineHost.Proxies(text(info, "HttpProxy"), text(info, "HttpsProxy"), text(info, "NoProxy")),
                instant(text(info, "SystemTime")),
                warnings);
    }

    /** An engine that tells no time is taken to agree with us. */
    private static Instant instant(String time) {
        try {
            return Instant.from(java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(time));
        } catch (DateTimeParseException untold) {
            return Instant.now();
        }
    }

    @Override
    public DiskUse diskUse() {
        JsonNode answer = client.call(
                "asking the engine what takes room",
                Request.Method.GET,
                "/system/df",
                null,
                client.limits().callPlus(WALK));
        if (answer == null) {
            return DiskUse.UNKNOWN;
        }
        List<DiskUse.Image> images = new ArrayList<>();
        answer.path("Images")
                .forEach(image -> images.add(new DiskUse.Image(
                        text(image, "Id"),
                        image.path("Size").asLong(),
                        image.path("SharedSize").asLong())));
        Map<String, Long> containers = new LinkedHashMap<>();
        answer.path("Containers")
                .forEach(one ->
                        containers.put(text(one, "Id"), one.path("SizeRw").asLong()));
        Map<String, String> used = new LinkedHashMap<>();
        answer.path("Containers").forEach(one -> used.put(text(one, "Id"), text(one, "ImageID")));
        Map<String, Long> volumes = new LinkedHashMap<>();
        for (JsonNode volume : answer.path("Volumes")) {
            long bytes = volume.path("UsageData").path("Size").asLong(-1);
            if (bytes >= 0) {
                volumes.put(text(volume, "Name"), bytes);
            }
        }
        return new DiskUse(
                images,
                containers,
                used,
                volumes,
                cache(answer.path("BuildCache")),
                answer.path("LayersSize").asLong());
    }

    private static DiskUse.Cache cache(JsonNode records) {
        long bytes = 0;
        for (JsonNode one : records) {
            bytes += one.path("Shared").asBoolean() ? 0 : one.path("Size").asLong();
        }
        return new DiskUse.Cache(bytes, records.size());
    }

    @Override
    public long pruneBuildCache() {
        JsonNode answer = client.call(
                "throwing away the builder's cache",
                Request.Method.POST,
                new Query("/build/prune").with("all", "1").toString(),
                null,
                client.limits().callPlus(WALK));
        return answer == null ? 0 : answer.path("SpaceReclaimed").asLong();
    }

    @Override
    public void askRegistry(String reference) {
        String operation = "asking the registry of " + reference;
        String registry = RegistryAuth.registry(Reference.parse(reference).repository());
        Optional<RegistryLogins.Login> login = logins.of(registry);
        List<Header> headers = login.map(known -> RegistryAuth.forPull(registry, known)).stream()
                .toList();
        client.get(operation, "/distribution/" + reference + "/json", headers);
    }

    @Override
    public void trySession() {
        String operation = "opening a session with the builder";
        SessionHead head = new SessionHead(UUID.randomUUID().toString().replace("-", ""), "slipway-doctor", List.of());
        try {
            sessions.open(head, new StopSignal()).close();
        } catch (NotOffered refused) {
            throw new EngineException(Kind.UNSUPPORTED, operation, String.valueOf(refused.getMessage()), refused);
        } catch (IOException broken) {
            throw new EngineException(Kind.UNREACHABLE, operation, String.valueOf(broken.getMessage()), broken);
        }
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }
}
