package dev.slipway.engine.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.RegistryLogins.Login;
import dev.slipway.engine.SecretValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RememberedLoginsTest {
    private final AtomicLong now = new AtomicLong();
    private final List<String> asked = new ArrayList<>();
    private final RememberedLogins logins = new RememberedLogins(
            registry -> {
                asked.add(registry);
                return switch (registry) {
                    case "known" -> Optional.of(new Login("me", new SecretValue(new byte[] {1}), false));
                    case "broken" -> throw new EngineException(Kind.REFUSED, "asking", "no");
                    case String other -> Optional.empty();
                };
            },
            now::get);

    @Test
    void what_was_said_counts_for_less_than_five_minutes() {
        for (int time = 0; time < 7; time++) {
            assertThat(logins.of("known")).isPresent();
            assertThat(logins.of("unknown")).isEmpty();
            assertThatThrownBy(() -> logins.of("broken")).hasMessage("asking: no");
        }
        assertThat(asked).containsExactly("known", "unknown", "broken");
        now.addAndGet(Duration.ofSeconds(289).toNanos());
        assertThat(logins.of("known")).isPresent();
        assertThat(asked).hasSize(3);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(logins.of("known")).isPresent();
        assertThat(asked).hasSize(4).last().isEqualTo("known");
    }
}
