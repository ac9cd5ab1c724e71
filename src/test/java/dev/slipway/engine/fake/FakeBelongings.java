package dev.slipway.engine.fake;

import dev.slipway.engine.OwnedObject;
import dev.slipway.engine.OwnedObject.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Networks and volumes, and the memory of everything that ever was, by id and by name. */
public final class FakeBelongings {
    private final Map<String, OwnedObject> networks = new LinkedHashMap<>();
    private final Map<String, OwnedObject> volumes = new LinkedHashMap<>();
    private final Set<String> everMade = new HashSet<>();
    private final AtomicInteger made = new AtomicInteger();

    public synchronized String id(String kind, String name) {
        String id = kind + "-" + made.incrementAndGet();
        everMade.add(id);
        everMade.add(name);
        return id;
    }

    /** Whoever removes what never was has lost track of what is his. */
    public synchronized void mustHaveBeen(String object) {
        if (!everMade.contains(object)) {
            throw new AssertionError("removing what never was: " + object);
        }
    }

    public synchronized String network(String name, Map<String, String> labels) {
        String id = id("network", name);
        networks.put(id, new OwnedObject(Kind.NETWORK, id, name, labels));
        return id;
    }

    public synchronized boolean hasNetwork(String idOrName) {
        return networks.values().stream()
                .anyMatch(one -> one.id().equals(idOrName) || one.name().equals(idOrName));
    }

    public synchronized void removeNetwork(String idOrName) {
        mustHaveBeen(idOrName);
        networks.values()
                .removeIf(one -> one.id().equals(idOrName) || one.name().equals(idOrName));
    }

    public synchronized void volume(String name, Map<String, String> labels) {
        everMade.add(name);
        // As engines do: one that is there stays as it is.
        volumes.putIfAbsent(name, new OwnedObject(Kind.VOLUME, name, name, labels));
    }

    public synchronized void removeVolume(String name) {
        mustHaveBeen(name);
        volumes.remove(name);
    }

    /** In the order of removal. */
    public synchronized List<OwnedObject> left() {
        List<OwnedObject> left = new ArrayList<>(networks.values());
        left.addAll(volumes.values());
        return left;
    }
}
