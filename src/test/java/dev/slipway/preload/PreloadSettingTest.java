package dev.slipway.preload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.ContainerSecrets;
import dev.slipway.engine.SecretValue;
import dev.slipway.model.ContainerSettings.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreloadSettingTest {
    private static final SecretValue VALUE = new SecretValue("t0ken".getBytes(StandardCharsets.UTF_8));

    @Test
    void whatIsCommittedHasNoSecretInItsVariables() {
        ContainerSecrets secrets =
                new ContainerSecrets(Map.of("TOKEN", VALUE, "KEY", VALUE, "PATH", VALUE), Map.of("ca", VALUE));
        PreloadSetting setting =
                new PreloadSetting("p", Map.of(), Map.of(), Map.of(), Map.of("A", "b"), Limits.NONE, secrets);

        ContainerSecrets given = setting.confinement(Map.of()).secrets();

        assertThat(given.variables()).isEmpty();
        assertThat(given.files()).containsOnlyKeys("ca", ".TOKEN", ".KEY", ".PATH");
        assertThat(setting.withVariables("python load.py"))
                .isEqualTo("export KEY=\"$(cat /run/secrets/.KEY)\"; export TOKEN=\"$(cat /run/secrets/.TOKEN)\"; "
                        + "export PATH=\"$(cat /run/secrets/.PATH)\"; "
                        + "python load.py");
    }
}
