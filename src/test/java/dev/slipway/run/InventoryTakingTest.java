package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.Engine;
import dev.slipway.engine.StopSignal;
import dev.slipway.probe.BedSetting;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InventoryTakingTest {
    @Test
    void anEngineThatBreaksInAWayNobodyForesawIsToldAndFailsNothing() {
        Engine strange = (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("no " + method.getName());
                });
        BedSetting setting = new BedSetting("slipway-r-app-1", Map.of(), Path.of("/"), Duration.ZERO);

        Inventory taken = new InventoryTaking(strange).of("sha256:1", setting, new StopSignal());

        assertThat(taken)
                .isEqualTo(new Inventory(
                        "sha256:1",
                        0,
                        List.of(),
                        List.of(),
                        List.of(
                                "layers: java.lang.IllegalStateException: no layers",
                                "all: java.lang.IllegalStateException: no image")));
    }
}
