package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.journal.AttemptStory;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.Inventory;
import dev.slipway.run.Inventory.InstalledPackage;
import dev.slipway.run.Inventory.Layer;
import dev.slipway.run.RunEvent.InventoryTaken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an image holds is on record, whether its checks like it or not. */
final class InventoryIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("inventory", "node:20-slim");

    @Test
    void packages_and_layers_of_what_was_built_are_told_and_of_what_was_kept_are_not() {
        Slipway slipway = scenario.slipway();
        Told told = slipway.run("build");

        told.exits(1).image("service", ImageStatus.FAILED).image("tool", ImageStatus.BUILT);
        Inventory service = inventory(told, "service");
        assertThat(service.unasked()).isEmpty();
        assertThat(service.packages())
                .as("the interpreter of the environment on the path, and Debian below it")
                .contains(new InstalledPackage("pip", "tiny-package", "1.0"))
                .anyMatch(one -> one.manager().equals("dpkg") && one.name().equals("libc6"))
                .noneMatch(one -> one.manager().equals("pip") && one.name().equals("pip"));
        assertThat(service.layers()).extracting(Layer::instruction).anyMatch("USER nobody"::equals);
        assertThat(service.layers())
                .filteredOn(layer -> layer.instruction().startsWith("RUN python -m venv"))
                .singleElement()
                .satisfies(layer -> assertThat(layer.bytes()).isPositive());
        assertThat(service.layers().stream().mapToLong(Layer::bytes).sum()).isGreaterThan(10_000_000);

        assertThat(inventory(told, "tool").packages())
                .contains(new InstalledPackage("npm", "left", "1.3.0"))
                .anyMatch(one -> one.manager().equals("dpkg") && one.name().equals("libc6"));
        assertThat(inventory(told, "bare").packages())
                .containsExactly(new InstalledPackage("dpkg", "base-files", "12.4+deb12u11"));
        assertThat(inventory(told, "bare").unasked()).isEmpty();
        scenario.nothingIsLeft();

        Told again = slipway.run("build", "tool", "bare");
        again.exits(0).image("tool", ImageStatus.CACHED);
        assertThat(again.all(InventoryTaken.class)).isEmpty();
    }

    private static Inventory inventory(Told told, String image) {
        return told.image(image)
                .lastAttempt()
                .flatMap(AttemptStory::inventory)
                .orElseThrow(() -> new AssertionError("no inventory of " + image + told));
    }
}
