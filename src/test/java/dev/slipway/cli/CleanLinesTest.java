package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clean.Inventory;
import dev.slipway.clean.Item;
import dev.slipway.clean.Kept;
import dev.slipway.clean.Removal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanLinesTest {
    private static final Item NETWORK =
            new Item(Item.Kind.NETWORK, "slipway-net", "id", "left by run 1, which died", 0);
    private static final Item IMAGE =
            new Item(Item.Kind.IMAGE, "slipway.local/shop/api:proven-gone", "x", "no such rung any more", 155_000_000);
    private static final Inventory INVENTORY =
            new Inventory(List.of(IMAGE, NETWORK), List.of(new Kept("shop/api:latest", "a promoted tag is yours")));

    @Test
    void asATable() {
        assertThat(String.join("\n", new CleanLines(INVENTORY).found()))
                .isEqualTo(
                        """
                        network    slipway-net                                    left by run 1, which died
                        image      slipway.local/shop/api:proven-gone     155 MB  no such rung any more
                        kept       shop/api:latest: a promoted tag is yours
                        2 things to remove; frees about 155 MB""");
    }

    @Test
    void whatCameOfIt() {
        assertThat(CleanLines.removed(
                        List.of(new Removal.Gone(IMAGE, 155_000_000), new Removal.Refused(NETWORK, "in use"))))
                .containsExactly(
                        "could not remove network slipway-net: in use",
                        "removed 1 thing, about 155 MB; 1 thing could not be removed");
    }

    @Test
    void sizes() {
        assertThat(List.of(0L, 999L, 1_000L, 999_499L, 999_500L, 9_940_000L, 1_500_000_000L, 35_000_000_000L))
                .extracting(CleanLines::size)
                .containsExactly("0 B", "999 B", "1.0 kB", "999 kB", "1.0 MB", "9.9 MB", "1.5 GB", "35 GB");
    }

    @Test
    void nothing() {
        assertThat(new CleanLines(new Inventory(List.of(), List.of())).found()).containsExactly("nothing to remove");
    }
}
