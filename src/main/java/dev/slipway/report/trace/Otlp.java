package dev.slipway.report.trace;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where traces go, as the environment says by the variables of OpenTelemetry: the endpoint, headers, resource, and the span
 * that this run is a part of. {@code endpoint} is the whole address that spans are posted to.
 */
record Otlp(
        URI endpoint,
        Map<String, String> headers,
        Duration timeout,
        Map<String, String> resource,
        @Nullable Parent parent) {
    /** Nobody waits longer for a trace, whatever the environment allows. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2}).*");
    /** A user and a password, also where a slash in it makes the address none. */
    private static final Pattern USER = Pattern.compile("^([^/]*//)?.*@", Pattern.DOTALL);

    private static final Pattern ZEROS = Pattern.compile("0+");

    Otlp {
        headers = Map.copyOf(headers);
        resource = Map.copyOf(resource);
    }

    /** The span that a caller has begun, by the recommendation of the W3C. */
    record Parent(String trace, String span, boolean sampled) {}

    /** Whether the environment asks for traces at all; cheap. */
    static boolean wanted(Map<String, String> environment) {
        return !(value(environment, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT").isEmpty()
                        && value(environment, "OTEL_EXPORTER_OTLP_ENDPOINT").isEmpty())
                && !value(environment, "OTEL_SDK_DISABLED").equalsIgnoreCase("true")
                && !value(environment, "OTEL_TRACES_EXPORTER").equals("none");
    }

    /** @throws IllegalArgumentException with a sentence, when what the environment says makes no sense */
    static Otlp of(Map<String, String> environment) {
        String protocol = first(environment, "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL");
        if (protocol.equals("grpc")) {
            throw new IllegalArgumentException("the protocol grpc is not spoken, only http/json."
                    + " Maybe set OTEL_EXPORTER_OTLP_PROTOCOL=http/json and an endpoint for HTTP, often at port 4318.");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.putAll(pairs(value(environment, "OTEL_EXPORTER_OTLP_HEADERS")));
        headers.putAll(pairs(value(environment, "OTEL_EXPORTER_OTLP_TRACES_HEADERS")));
        Map<String, String> resource = new LinkedHashMap<>();
        resource.put("service.name", "slipway");
        resource.putAll(pairs(value(environment, "OTEL_RESOURCE_ATTRIBUTES")));
        String service = value(environment, "OTEL_SERVICE_NAME");
        if (!service.isEmpty()) {
            resource.put("service.name", service);
        }
        return new Otlp(
                endpoint(environment),
                headers,
                timeout(first(environment, "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT")),
                resource,
                parent(value(environment, "TRACEPARENT")).orElse(null));
    }

    Optional<Parent> caller() {
        return Optional.ofNullable(parent);
    }

    /** An unsampled caller keeps nothing of its trace, so neither do its parts. */
    boolean sampled() {
        return parent == null || parent.sampled();
    }

    private static URI endpoint(Map<String, String> environment) {
        String whole = value(environment, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        String base = value(environment, "OTEL_EXPORTER_OTLP_ENDPOINT");
        String address = whole.isEmpty() ? base.replaceFirst("/+$", "") + "/v1/traces" : whole;
        try {
            URI endpoint = new URI(address);
            boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
            if (http && endpoint.getHost() != null) {
                return endpoint;
            }
        } catch (URISyntaxException none) {
            // Told below, as every other address that is none.
        }
        String told = USER.matcher(whole.isEmpty() ? base : whole).replaceFirst("$1");
        throw new IllegalArgumentException("'" + told + "' is no address of HTTP");
    }

    private static Duration timeout(String millis) {
        try {
            Duration wanted = Duration.ofMillis(Long.parseLong(millis));
            return wanted.isPositive() && wanted.compareTo(LONGEST) < 0 ? wanted : LONGEST;
        } catch (NumberFormatException unset) {
            return LONGEST;
        }
    }

    private static Optional<Parent> parent(String told) {
        Matcher parts = TRACE_PARENT.matcher(told);
        if (!parts.matches()
                || told.startsWith("ff")
                || ZEROS.matcher(parts.group(1)).matches()
                || ZEROS.matcher(parts.group(2)).matches()) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(parts.group(3), 16) & 1) == 1;
        return Optional.of(new Parent(parts.group(1), parts.group(2), sampled));
    }

    /** {@code a=1,b=two%20words}, as in the header Baggage. What is no pair is passed over. */
    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(
                        decoded(pair.substring(0, equals).strip()),
                        decoded(pair.substring(equals + 1).strip()));
            }
        }
        return pairs;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException asItIs) {
            return text;
        }
    }

    private static String first(Map<String, String> environment, String own, String common) {
        String value = value(environment, own);
        return value.isEmpty() ? value(environment, common) : value;
    }

    private static String value(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, "").strip();
    }
}
