package dev.slipway.engine.fake;

import dev.slipway.engine.DiskUse;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineHost;
import dev.slipway.engine.Housekeeping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A machine that is what it is told to be; registries that answer as they are told to, and else know every image. */
public final class FakeHousekeeping implements Housekeeping {
    private final FakeImages images;
    private final Consumer<String> asked;
    private final Map<String, EngineException> registries = new TreeMap<>();
    private final Map<String, Long> volumes = new TreeMap<>();
    private final Map<String, String> used = new TreeMap<>();
    private @Nullable EngineException session;
    private @Nullable EngineException noSizes;
    private DiskUse.Cache cache = new DiskUse.Cache(0, 0);
    private EngineHost host = new EngineHost(
            new EngineHost.Ground("Fake Linux", "6.1", "x86_64", 4, "overlay2", "/nowhere/fake-engine"),
            new EngineHost.Memory(16_000_000_000L, "2", true, true),
            new EngineHost.Proxies("", "", ""),
            Instant.EPOCH,
            List.of());

    /** @param asked hears each call, and may refuse it */
    public FakeHousekeeping(FakeImages images, Consumer<String> asked) {
        this.images = images;
        this.asked = asked;
    }

    public FakeHousekeeping host(EngineHost other) {
        host = other;
        return this;
    }

    public FakeHousekeeping cache(long bytes, int entries) {
        cache = new DiskUse.Cache(bytes, entries);
        return this;
    }

    public FakeHousekeeping volume(String name, long bytes) {
        volumes.put(name, bytes);
        return this;
    }

    public FakeHousekeeping uses(String container, String imageId) {
        used.put(container, imageId);
        return this;
    }

    public FakeHousekeeping noSizes(EngineException refusal) {
        noSizes = refusal;
        return this;
    }

    public FakeHousekeeping onRegistry(String reference, EngineException refusal) {
        registries.put(reference, refusal);
        return this;
    }

    public FakeHousekeeping onSession(EngineException refusal) {
        session = refusal;
        return this;
    }

    @Override
    public EngineHost host() {
        asked.accept("host");
        return host;
    }

    /** No image shares anything with another one. */
    @Override
    public DiskUse diskUse() {
        asked.accept("disk use");
        if (noSizes != null) {
            throw noSizes;
        }
        List<DiskUse.Image> sizes = new ArrayList<>();
        images.all().forEach(image -> sizes.add(new DiskUse.Image(image.id(), image.bytes(), 0)));
        long layers = sizes.stream().mapToLong(DiskUse.Image::bytes).sum();
        return new DiskUse(sizes, Map.of(), used, volumes, cache, layers);
    }

    @Override
    public long pruneBuildCache() {
        asked.accept("prune build cache");
        long freed = cache.bytes();
        cache = new DiskUse.Cache(0, 0);
        return freed;
    }

    @Override
    public void askRegistry(String reference) {
        asked.accept("ask registry " + reference);
        EngineException refusal = registries.get(reference);
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    public void trySession() {
        asked.accept("try session");
        if (session != null) {
            throw session;
        }
    }
}
