package dev.slipway.engine.registry;

import java.util.Locale;
import java.util.Set;

/** A registry's host, with its port unless that is the usual one, and the keys by which configurations know it. */
record Registry(String host) {
    private static final String HUB = "docker.io";

    /** The only key that docker's own login ever writes for Docker Hub. */
    private static final String HUB_KEY = "https://index.docker.io/v1/";

    private static final Set<String> HUB_HOSTS = Set.of(HUB, "index.docker.io", "registry-1.docker.io");

    Registry {
        host = HUB_HOSTS.contains(host.toLowerCase(Locale.ROOT)) ? HUB : host.toLowerCase(Locale.ROOT);
    }

    /** The registry that a configuration's key stands for: with or without scheme, and with a path or none. */
    static Registry ofKey(String key) {
        int scheme = key.indexOf("://");
        String rest = scheme < 0 ? key : key.substring(scheme + 3);
        int path = rest.indexOf('/');
        return new Registry(path < 0 ? rest : rest.substring(0, path));
    }

    /** What a credential helper is asked for. */
    String key() {
        return host.equals(HUB) ? HUB_KEY : host;
    }
}
