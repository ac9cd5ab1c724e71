package dev.slipway.history;

import dev.slipway.run.Inventory;
import dev.slipway.run.Inventory.InstalledPackage;
import dev.slipway.run.Inventory.Layer;
import java.util.List;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/** What images hold. Nights resemble each other, so each list is kept once, under a hash of what it says. */
record Lists(Handle handle) {
    private static final String GAP = "\u0000";

    /** Keeps the packages, unless they are kept already. Returns their hash. */
    String packages(Inventory inventory) {
        StringBuilder text = new StringBuilder();
        for (InstalledPackage one : inventory.packages()) {
            text.append(one.manager()).append(GAP).append(one.name()).append(GAP);
            text.append(one.version()).append('\n');
        }
        return kept("package_list", "package", 5, text.toString(), inventory.packages(), (rows, place) -> {
            InstalledPackage one = inventory.packages().get(place.position());
            rows.row(place.hash(), place.position(), one.manager(), one.name(), one.version());
        });
    }

    String layers(Inventory inventory) {
        StringBuilder text = new StringBuilder();
        for (Layer one : inventory.layers()) {
            text.append(one.instruction()).append(GAP).append(one.bytes()).append('\n');
        }
        return kept("layer_list", "layer", 4, text.toString(), inventory.layers(), (rows, place) -> {
            Layer one = inventory.layers().get(place.position());
            rows.row(place.hash(), place.position(), one.instruction(), one.bytes());
        });
    }

    private record Place(String hash, int position) {}

    private String kept(
            String lists, String table, int columns, String text, List<?> elements, BiConsumer<Inserts, Place> add) {
        String hash = Texts.hash(text);
        int made = handle.execute("insert into " + lists + " (hash) values (?) on conflict do nothing", hash);
        if (made > 0) {
            Inserts rows = new Inserts(handle, table, columns);
            for (int position = 0; position < elements.size(); position++) {
                add.accept(rows, new Place(hash, position));
            }
            rows.flush();
        }
        return hash;
    }

    /** Forgets the lists, and the inputs, that no attempt names any more. */
    void forgetUnused() {
        handle.execute("delete from package_list where not exists"
                + " (select 1 from attempt where attempt.packages = package_list.hash)");
        handle.execute(
                "delete from layer_list where not exists (select 1 from attempt where attempt.layers = layer_list.hash)");
        handle.execute("delete from inputs where not exists"
                + " (select 1 from attempt where attempt.fingerprint = inputs.fingerprint)");
    }
}
