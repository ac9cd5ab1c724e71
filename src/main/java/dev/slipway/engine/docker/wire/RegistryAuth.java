package dev.slipway.engine.docker.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.engine.RegistryLogins.Login;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logins in the form in which the Engine API takes them: JSON in base64, in a header. */
public final class RegistryAuth {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryAuth.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HUB = "docker.io";

    private RegistryAuth() {}

    /** The registry that an image's name points at: its first part where that is a host, else Docker Hub. */
    public static String registry(String reference) {
        int slash = reference.indexOf('/');
        String first = slash < 0 ? "" : reference.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        return host ? first : HUB;
    }

    /** {@code X-Registry-Auth}, for one pull. */
    public static Header forPull(String registry, Login login) {
        return new Header("X-Registry-Auth", encoded(entry(registry, login)));
    }

    /**
     * {@code X-Registry-Config}, for whatever the classic builder pulls. A login that cannot be had is left out: nobody
     * knows whether the build needs it.
     */
    public static List<Header> forBuild(RegistryLogins logins) {
        ObjectNode all = JSON.createObjectNode();
        try {
            for (String registry : logins.registries()) {
                add(all, registry, logins);
            }
        } catch (EngineException unreadable) {
            LOG.warn("no registry logins go with the build", unreadable);
        }
        return all.isEmpty() ? List.of() : List.of(new Header("X-Registry-Config", encoded(all)));
    }

    private static void add(ObjectNode all, String registry, RegistryLogins logins) {
        try {
            logins.of(registry).ifPresent(login -> all.set(key(registry), entry(registry, login)));
        } catch (EngineException cannotBeHad) {
            LOG.warn("the login to {} does not go with the build", registry, cannotBeHad);
        }
    }

    private static ObjectNode entry(String registry, Login login) {
        String secret = new String(login.secret().bytes(), StandardCharsets.UTF_8);
        ObjectNode entry = JSON.createObjectNode();
        if (login.identity()) {
            entry.put("identitytoken", secret);
        } else {
            entry.put("username", login.user()).put("password", secret);
        }
        return entry.put("serveraddress", key(registry));
    }

    /** Engines know Docker Hub by the address of its first index. */
    private static String key(String registry) {
        return registry.equals(HUB) ? "https://index.docker.io/v1/" : registry;
    }

    private static String encoded(ObjectNode object) {
        return Base64.getUrlEncoder().encodeToString(object.toString().getBytes(StandardCharsets.UTF_8));
    }
}
