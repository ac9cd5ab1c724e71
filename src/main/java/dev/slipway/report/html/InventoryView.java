package dev.slipway.report.html;

import dev.slipway.run.Inventory;
import dev.slipway.run.Inventory.Layer;
import java.util.List;

/** What an image holds. {@code packagesLeft} are those that the page has no room for. */
record InventoryView(
        String size, List<LayerRow> layers, List<PackageRow> packages, int packagesLeft, List<String> unasked) {
    private static final int MOST_LAYERS = 130;

    InventoryView {
        layers = List.copyOf(layers);
        packages = List.copyOf(packages);
        unasked = List.copyOf(unasked);
    }

    /** {@code width} is its share of the biggest layer. */
    record LayerRow(String instruction, String size, String width) {}

    record PackageRow(String manager, String name, String version) {}

    static InventoryView of(Inventory inventory, int mostPackages) {
        long biggest = inventory.layers().stream().mapToLong(Layer::bytes).max().orElse(1);
        List<LayerRow> layers = inventory.layers().stream()
                .limit(MOST_LAYERS)
                .map(layer -> new LayerRow(
                        Legible.line(layer.instruction()),
                        Words.bytes(layer.bytes()),
                        Words.percent((double) layer.bytes() / Math.max(1, biggest))))
                .toList();
        List<PackageRow> packages = inventory.packages().stream()
                .limit(mostPackages)
                .map(it ->
                        new PackageRow(Legible.line(it.manager()), Legible.line(it.name()), Legible.line(it.version())))
                .toList();
        return new InventoryView(
                Words.bytes(inventory.bytes()),
                layers,
                packages,
                inventory.packages().size() - packages.size(),
                inventory.unasked().stream().limit(20).map(Legible::line).toList());
    }
}
