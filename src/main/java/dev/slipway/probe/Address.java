package dev.slipway.probe;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a published port is reached from here. */
public final class Address {
    private Address() {}

    /**
     * The published address itself, but with the engine's host where the engine stands on another one, or where it says
     * no more than "every interface".
     */
    public static String reach(String published, String endpoint) {
        int colon = published.lastIndexOf(':');
        String host = published.substring(0, colon);
        String port = published.substring(colon + 1);
        String engine = hostOf(endpoint);
        if (!engine.isEmpty()) {
            return engine + ":" + port;
        }
        String bare = host.replaceAll("[\\[\\]]", "");
        return switch (bare) {
            case "", "0.0.0.0", "::" -> "127.0.0.1:" + port;
            default -> (bare.contains(":") ? "[" + bare + "]" : bare) + ":" + port;
        };
    }

    /** Empty when the engine is on this machine. */
    private static String hostOf(String endpoint) {
        try {
            URI uri = new URI(endpoint);
            String host = uri.getHost();
            boolean here = uri.getScheme() == null
                    || uri.getScheme().equals("unix")
                    || uri.getScheme().equals("npipe");
            return here || host == null ? "" : host;
        } catch (URISyntaxException noUri) {
            return "";
        }
    }
}
