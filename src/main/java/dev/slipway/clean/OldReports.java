package dev.slipway.clean;

import dev.slipway.run.Home;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reports in the home whose run is on record no more, or will be none: they speak of logs that are gone, and cannot be made
 * again. What does not bear a run's id is somebody's own, and so is what was written elsewhere.
 */
final class OldReports {
    private static final Pattern RUN = Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{4}");

    private final Home home;

    OldReports(Home home) {
        this.home = home;
    }

    /**
     * @param leaving ids of the runs that go now
     * @param strays whether those go too whose run is gone already: nobody knows which pipeline it was of
     */
    List<Item> items(Set<String> leaving, boolean strays) {
        List<Item> items = new ArrayList<>();
        for (Path reports : Folder.entries(home.reports())) {
            String run = String.valueOf(reports.getFileName());
            if (!RUN.matcher(run).matches() || !Files.isDirectory(reports, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            if (leaving.contains(run)) {
                items.add(item(reports, "reports of a run that goes too"));
            } else if (strays && !Files.exists(home.journal(run))) {
                items.add(item(reports, "reports of a run whose journal is gone"));
            }
        }
        return items;
    }

    private Item item(Path reports, String why) {
        return new Item(
                Item.Kind.REPORT,
                home.folder().relativize(reports).toString(),
                reports.toString(),
                why,
                Folder.bytes(reports));
    }
}
