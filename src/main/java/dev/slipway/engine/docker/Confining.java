package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Volume;
import dev.slipway.engine.ContainerSpec.Confinement;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ContainerSettings.Limits;
import dev.slipway.model.ContainerSettings.Surface;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Limits, volumes and the rest in the engine's words.
 *
 * @param hasInit whether the engine can put a small init before the container's command
 * @param processors how many the engine has; 0 where it does not say
 */
record Confining(boolean hasInit, int processors) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final BigDecimal NANO = BigDecimal.valueOf(1_000_000_000L);

    /** @param facts what the engine says of itself */
    static Confining by(JsonNode facts) {
        return new Confining(hasInit(facts), facts.path("NCPU").asInt(0));
    }

    /**
     * Whether containers can be given a small init as their first process, which passes signals on. An engine that lacks
     * the binary accepts the wish and fails at the start of the container; it says {@code N/A} of the binary's version,
     * whereas a distribution's own build has an empty one.
     */
    private static boolean hasInit(JsonNode info) {
        String commit = info.path("InitCommit").path("ID").asText("N/A");
        return !info.path("InitBinary").asText("").isEmpty() && !commit.equals("N/A");
    }

    HostConfig of(Confinement confinement) {
        HostConfig host = HostConfig.newHostConfig();
        limit(host, confinement.limits());
        surround(host, confinement.surface());
        if (hasInit) {
            host.withInit(true);
        }
        return host;
    }

    private void limit(HostConfig host, Limits limits) {
        limits.memory().ifPresent(host::withMemory);
        limits.swapToo().ifPresent(host::withMemorySwap);
        limits.shm().ifPresent(host::withShmSize);
        limits.cpus().map(this::nanos).ifPresent(host::withNanoCPUs);
    }

    /** An engine refuses a limit above what it has, which limits nothing. */
    private long nanos(BigDecimal cpus) {
        BigDecimal most = processors == 0 ? cpus : cpus.min(BigDecimal.valueOf(processors));
        return most.multiply(NANO).longValue();
    }

    private static void surround(HostConfig host, Surface surface) {
        List<Bind> volumes = new ArrayList<>();
        List<Mount> paths = new ArrayList<>();
        for (ContainerSettings.Volume volume : surface.volumes()) {
            switch (volume) {
                case ContainerSettings.Volume.Named(String name, String at, boolean readOnly) ->
                    volumes.add(new Bind(name, new Volume(at), readOnly ? AccessMode.ro : AccessMode.rw));
                // As a bind an engine would make a folder, owned by root, of a path that is not there.
                case ContainerSettings.Volume.Bound bound ->
                    paths.add(new Mount()
                            .withType(MountType.BIND)
                            .withSource(bound.source().toString())
                            .withTarget(bound.at())
                            .withReadOnly(bound.readOnly()));
            }
        }
        host.withBinds(volumes);
        if (!paths.isEmpty()) {
            host.withMounts(paths);
        }
        if (surface.readOnly()) {
            host.withReadonlyRootfs(true);
        }
        if (!surface.tmpfs().isEmpty()) {
            Map<String, String> held = new LinkedHashMap<>();
            String options = writable(surface);
            surface.tmpfs().forEach(path -> held.put(path, options));
            host.withTmpFs(held);
        }
    }

    /**
     * A container that is not root's could not write to a folder with the owner and the mode of the image's. Older
     * runtimes put that mode back whatever they are told, so that the owner is given too where a number says who it is.
     */
    private static String writable(Surface surface) {
        String[] parts = surface.user().orElse("").split(":", 2);
        StringBuilder options = new StringBuilder("mode=1777");
        if (NUMBER.matcher(parts[0]).matches()) {
            options.append(",uid=").append(parts[0]);
        }
        if (parts.length > 1 && NUMBER.matcher(parts[1]).matches()) {
            options.append(",gid=").append(parts[1]);
        }
        return options.toString();
    }
}
