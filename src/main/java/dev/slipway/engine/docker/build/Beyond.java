package dev.slipway.engine.docker.build;

import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.EngineInfo;
import java.util.Optional;

/**
 * What {@code POST /build} has no words for. BuildKit itself has, but what comes of it can only be kept by an engine
 * whose images are in containerd's store: layers of one platform each have no room for a second, and Engine's builder
 * offers no cache but inline with them.
 */
final class Beyond {
    private Beyond() {}

    /**
     * What of a request it is, in words; empty when {@code POST /build} will do.
     *
     * @throws EngineException UNSUPPORTED when this engine cannot do it at all
     */
    static Optional<String> of(String operation, BuildRequest request, EngineInfo engine) {
        Optional<String> wish = wish(request);
        wish.ifPresent(what -> {
            if (engine.builder() == EngineInfo.Builder.CLASSIC) {
                throw refusal(operation, what + " needs BuildKit, and builds go to the classic builder");
            }
            if (engine.store() == EngineInfo.Store.LAYERS) {
                throw refusal(
                        operation,
                        what + " needs the containerd image store, and the engine keeps images in layers of its own."
                                + " Maybe turn on its feature 'containerd-snapshotter', from Engine 24 on.");
            }
        });
        return wish;
    }

    private static Optional<String> wish(BuildRequest request) {
        if (request.platforms().size() > 1) {
            return Optional.of("an image for " + String.join(" and ", request.platforms()));
        }
        return request.cache().to().map(reference -> "leaving cache in " + reference);
    }

    private static EngineException refusal(String operation, String why) {
        return new EngineException(Kind.UNSUPPORTED, operation, why);
    }
}
