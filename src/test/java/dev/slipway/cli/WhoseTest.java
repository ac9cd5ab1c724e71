package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.stack.StackName;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhoseTest {
    private static final StackName SHOP = StackName.kept("shop");

    @Test
    void theOwnerIsNamedByItsFolder() {
        assertThat(Whose.refusal(SHOP, List.of("/home/ann/shop"), "Maybe ask."))
                .containsExactly(
                        "slipway: the stack 'shop' on this engine is another project's, raised from /home/ann/shop;"
                                + " nothing was started or changed.",
                        "Maybe ask.");
        assertThat(Whose.note(SHOP, List.of("/a\u001b[2J")))
                .singleElement()
                .asString()
                .doesNotContain("\u001b");
    }

    @Test
    void noStrangerNoWord() {
        assertThat(Whose.refusal(SHOP, List.of(), "Maybe ask.")).isEmpty();
        assertThat(Whose.note(SHOP, List.of())).isEmpty();
    }
}
