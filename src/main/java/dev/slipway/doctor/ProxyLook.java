package dev.slipway.doctor;

import dev.slipway.doctor.Finding.Fine;
import dev.slipway.doctor.Finding.Warning;
import dev.slipway.doctor.Observation.Area;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineHost;
import dev.slipway.engine.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Proxies: what is set here, what the engine knows, and whether containers could use it. Values are shown without user
 * and password.
 */
record ProxyLook(Map<String, String> environment, @Nullable Engine engine) implements Examination {
    @Override
    public Area area() {
        return Area.ENGINE;
    }

    @Override
    public String subject() {
        return "proxy";
    }

    @Override
    public List<Observation> examine(StopSignal stop) {
        Optional<String> here = Stream.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst();
        EngineHost.Proxies there = engine == null
                ? new EngineHost.Proxies("", "", "")
                : engine.housekeeping().host().proxies();
        List<Observation> lines = new ArrayList<>(says(finding(here, there)));
        here.filter(ProxyLook::loopback)
                .ifPresent(proxy -> lines.addAll(says(new Warning(
                        shown(proxy) + " is this machine's own loopback address, which no container reaches",
                        "Maybe let the proxy listen on the address of the engine's bridge, and name that."))));
        return lines;
    }

    static Finding finding(Optional<String> here, EngineHost.Proxies there) {
        boolean known = !there.http().isEmpty() || !there.https().isEmpty();
        if (here.isEmpty()) {
            return new Fine(
                    known
                            ? "the engine goes through " + shown(there.https().isEmpty() ? there.http() : there.https())
                            : "none, neither here nor at the engine");
        }
        if (!known) {
            return new Warning(
                    shown(here.get()) + " is set here, and the engine knows of none: it pulls without it",
                    "Maybe set it for the engine too (\"proxies\" in its daemon.json, or the variables of its service),"
                            + " and for build steps by args: {HTTPS_PROXY: \"${HTTPS_PROXY}\"}.");
        }
        return new Fine(shown(here.get()) + " here, " + shown(there.https().isEmpty() ? there.http() : there.https())
                + " at the engine");
    }

    private static boolean loopback(String proxy) {
        String host = shown(proxy).toLowerCase(Locale.ROOT).replaceFirst("^[a-z0-9]+://", "");
        return host.startsWith("localhost") || host.startsWith("127.") || host.startsWith("[::1]");
    }

    static String shown(String proxy) {
        return proxy.replaceFirst("^((?:[A-Za-z0-9+.-]+://)?)[^/]*@", "$1").replaceFirst("/+$", "");
    }
}
