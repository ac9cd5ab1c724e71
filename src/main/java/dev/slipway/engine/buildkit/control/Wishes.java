package dev.slipway.engine.buildkit.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.slipway.engine.BuildCache;
import dev.slipway.engine.BuildRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A build request in the words of BuildKit's Dockerfile frontend and of the engine's own exporter, {@code moby}. */
public final class Wishes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REGISTRY = "registry";

    private Wishes() {}

    /**
     * @param ref what the build's status can be asked for by
     * @param session the id of the session that has the files
     */
    public static SolveRequest of(BuildRequest request, String ref, String session) {
        SolveRequest.Builder solve = SolveRequest.newBuilder()
                .setRef(ref)
                .setSession(session)
                .setExporter("moby")
                .setFrontend("dockerfile.v0")
                .putAllFrontendAttrs(frontend(request))
                .setCache(cache(request.cache()));
        if (!request.tags().isEmpty()) {
            solve.putExporterAttrs(
                    "name", request.tags().stream().map(Wishes::inFull).collect(Collectors.joining(",")));
        }
        return solve.build();
    }

    private static Map<String, String> frontend(BuildRequest request) {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("filename", request.dockerfile());
        request.target().ifPresent(target -> attributes.put("target", target));
        request.args().forEach((name, value) -> attributes.put("build-arg:" + name, value));
        request.labels().forEach((name, value) -> attributes.put("label:" + name, value));
        if (!request.platforms().isEmpty()) {
            attributes.put("platform", String.join(",", request.platforms()));
        }
        switch (request.freshness()) {
            case CACHED -> {}
            case NO_CACHE -> attributes.put("no-cache", "");
        }
        if (!request.cache().from().isEmpty()) {
            attributes.put("cache-imports", imports(request.cache().from()));
        }
        return attributes;
    }

    private static CacheOptions cache(BuildCache cache) {
        CacheOptions.Builder options = CacheOptions.newBuilder();
        cache.from().forEach(reference -> options.addImports(registry(reference)));
        cache.to()
                .ifPresent(reference -> options.addExports(registry(reference).putAttrs("mode", mode(cache.extent()))));
        if (cache.inline()) {
            options.addExports(CacheOptionsEntry.newBuilder().setType("inline"));
        }
        return options.build();
    }

    private static CacheOptionsEntry.Builder registry(String reference) {
        return CacheOptionsEntry.newBuilder().setType(REGISTRY).putAttrs("ref", inFull(reference));
    }

    private static String mode(BuildCache.Extent extent) {
        return switch (extent) {
            case RESULT -> "min";
            case ALL -> "max";
        };
    }

    /** The frontend takes the imports, not the solver; so they are said to both. */
    private static String imports(List<String> references) {
        ArrayNode imports = JSON.createArrayNode();
        for (String reference : references) {
            imports.addObject().put("Type", REGISTRY).putObject("Attrs").put("ref", inFull(reference));
        }
        return imports.toString();
    }

    /** The name with all that is usually left out, since what takes it here fills nothing in. */
    static String inFull(String reference) {
        int slash = reference.indexOf('/');
        String first = slash < 0 ? "" : reference.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        String named = host ? reference : "docker.io/" + (slash < 0 ? "library/" : "") + reference;
        boolean tagged = named.indexOf('@') >= 0 || named.lastIndexOf(':') > named.lastIndexOf('/');
        return tagged ? named : named + ":latest";
    }
}
