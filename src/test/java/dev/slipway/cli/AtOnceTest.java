package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.StopSignal.Registration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AtOnceTest {
    private final List<String> done = new ArrayList<>();
    private final AtOnce atOnce = new AtOnce();

    @Test
    void whatIsOverIsNotActedUpon() {
        Registration first = atOnce.by(() -> done.add("first"));
        atOnce.run();
        first.close();
        atOnce.run();
        assertThat(done).containsExactly("first");

        Registration second = atOnce.by(() -> done.add("second"));
        first.close();
        atOnce.run();
        assertThat(done).containsExactly("first", "second");
        second.close();
    }
}
