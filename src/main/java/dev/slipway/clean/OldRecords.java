package dev.slipway.clean;

import dev.slipway.run.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the home remembers to be quick and to explain, and will not need again. Losing such a record costs time and never
 * a result: inputs are what {@code plan --explain} compares with, hashes and deliveries spare reading and sending.
 */
final class OldRecords {
    /** Another engine may have the image, and a run at work has none yet. */
    private static final Duration INPUTS = Duration.ofDays(7);

    private static final Duration UNUSED = Duration.ofDays(30);

    private final Home home;
    private final Instant now;

    OldRecords(Home home, Instant now) {
        this.home = home;
        this.now = now;
    }

    /** @param fingerprints of all images of ours that the engine has */
    List<Item> items(Set<String> fingerprints) {
        List<Item> items = new ArrayList<>();
        for (Path inputs : Folder.entries(home.inputs())) {
            String fingerprint = name(inputs).replaceFirst("\\.inputs$", "");
            if (!fingerprints.contains(fingerprint) && olderThan(INPUTS, inputs)) {
                items.add(item(inputs, "inputs of an image that is gone"));
            }
        }
        for (Path hashes : Folder.entries(home.hashes())) {
            if (olderThan(UNUSED, hashes)) {
                items.add(item(hashes, "hashes of files, unchanged for " + UNUSED.toDays() + " days"));
            }
        }
        for (Path delivery : Folder.entries(home.deliveries())) {
            if (olderThan(UNUSED, delivery)) {
                items.add(item(delivery, "what engines were sent, unchanged for " + UNUSED.toDays() + " days"));
            }
        }
        return items;
    }

    private Item item(Path file, String why) {
        return new Item(
                Item.Kind.RECORD, home.folder().relativize(file).toString(), file.toString(), why, Folder.bytes(file));
    }

    private boolean olderThan(Duration age, Path file) {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            return modified.toInstant().isBefore(now.minus(age));
        } catch (IOException gone) {
            return false;
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
