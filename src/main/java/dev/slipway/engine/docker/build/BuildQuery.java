package dev.slipway.engine.docker.build;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.docker.wire.Query;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A build as the parameters of {@code POST /build}. */
final class BuildQuery {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BuildQuery() {}

    /**
     * @param request without what is {@link Beyond} these parameters
     * @param id what the build can be cancelled by
     */
    static Query of(BuildRequest request, EngineInfo.Builder builder, String id) {
        Query query =
                new Query("/build").with("dockerfile", request.dockerfile()).with("rm", "1");
        Map<String, String> args = new TreeMap<>(request.args());
        switch (builder) {
            case BUILDKIT -> {
                query.with("version", "2").with("buildid", id);
                if (request.cache().inline()) {
                    args.put("BUILDKIT_INLINE_CACHE", "1");
                }
            }
            case CLASSIC -> query.with("forcerm", "1");
        }
        request.tags().forEach(tag -> query.with("t", tag));
        query.with("target", request.target().orElse(""))
                .with("platform", String.join(",", request.platforms()))
                .with("buildargs", object(args))
                .with("labels", object(request.labels()))
                .with("cachefrom", array(request.cache().from()));
        return switch (request.freshness()) {
            case CACHED -> query;
            case NO_CACHE -> query.with("nocache", "1");
        };
    }

    /** In a fixed order, so that equal builds ask equal questions. */
    private static String object(Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return "";
        }
        ObjectNode object = JSON.createObjectNode();
        new TreeMap<>(pairs).forEach(object::put);
        return object.toString();
    }

    private static String array(List<String> values) {
        if (values.isEmpty()) {
            return "";
        }
        ArrayNode array = JSON.createArrayNode();
        values.forEach(array::add);
        return array.toString();
    }
}
