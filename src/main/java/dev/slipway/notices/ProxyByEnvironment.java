package dev.slipway.notices;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The way out by {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, as curl and docker read them; where they say
 * nothing, as Java's own settings do. No proxy is asked for loopback.
 */
final class ProxyByEnvironment extends ProxySelector {
    private static final int USUAL_PORT = 80;

    private final Map<String, String> environment;
    private final ProxySelector otherwise;

    ProxyByEnvironment(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.otherwise = Optional.ofNullable(ProxySelector.getDefault()).orElse(ProxySelector.of(null));
    }

    @Override
    public List<Proxy> select(URI address) {
        String host = Optional.ofNullable(address.getHost()).orElse("").toLowerCase(Locale.ROOT);
        Optional<InetSocketAddress> proxy =
                variable(address.getScheme() + "_proxy").flatMap(ProxyByEnvironment::parsed);
        if (proxy.isEmpty()) {
            return otherwise.select(address);
        }
        return direct(host) ? List.of(Proxy.NO_PROXY) : List.of(new Proxy(Proxy.Type.HTTP, proxy.get()));
    }

    private Optional<String> variable(String name) {
        return Stream.of(name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT))
                .map(spelling -> environment.getOrDefault(spelling, ""))
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private static Optional<InetSocketAddress> parsed(String value) {
        try {
            URI proxy = URI.create(value.contains("://") ? value.strip() : "http://" + value.strip());
            return Optional.ofNullable(proxy.getHost())
                    .map(host -> InetSocketAddress.createUnresolved(
                            host, proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort()));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private boolean direct(String host) {
        boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        return here
                || Stream.of(variable("no_proxy").orElse("").split(",", -1))
                        .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                        .map(entry -> entry.startsWith(".") ? entry.substring(1) : entry)
                        .filter(entry -> !entry.isEmpty())
                        .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
        // There is one proxy only, and the request fails with the reason.
    }
}
