package dev.slipway.cli;

import dev.slipway.engine.RegistryLogins;
import java.util.List;
import java.util.Optional;

/** Logins whose secrets are hidden from the moment they are known. */
record MaskedLogins(RegistryLogins source) implements RegistryLogins {
    @Override
    public Optional<Login> of(String registry) {
        Optional<Login> login = source.of(registry);
        login.ifPresent(known -> MaskedLayout.MASK.add(known.secret()));
        return login;
    }

    @Override
    public List<String> registries() {
        return source.registries();
    }
}
