package dev.slipway.context;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what paths with wildcards lead to in a scanned tree, through symbolic links. A link's target is read from the
 * folder that the link is in, or from the tree's own folder when it begins with a slash, and never leaves the tree:
 * above its own folder there is that folder again. The links on the way are found too. Where a name can be read in two
 * ways, as a wildcard or as it stands, {@code ..} by the text or by where a link led, both count.
 */
final class FollowedPaths {
    /** Links that lead to links can multiply; beyond this, all of the tree is taken as found. */
    private static final int MOST_STEPS = 200_000;
    /** Beyond these, no engine follows a way either. */
    private static final int MOST_LINKS = 255;

    private static final int LONGEST_WAY = 4096;

    private final Scan scan;
    private final Set<String> found = new HashSet<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Set<Place> seen = new HashSet<>();

    /** In a folder, reached without any link left in its path, with this way still to go. */
    private record Place(String folder, List<String> way) {}

    private record Step(Place place, int links) {}

    private FollowedPaths(Scan scan) {
        this.scan = scan;
    }

    /** The paths that are found; what they hold is not among them. Empty when the tree itself is found. */
    static Optional<Set<String>> in(Scan scan, List<String> paths) {
        FollowedPaths following = new FollowedPaths(scan);
        for (String path : paths) {
            following.start("", path, 0);
        }
        return following.run() ? Optional.of(following.found) : Optional.empty();
    }

    private void start(String folder, String path, int links) {
        add(folder, List.of(path.split("/", -1)), links);
        String joined = path.startsWith("/") || folder.isEmpty() ? "/" + path : "/" + folder + "/" + path;
        add("", List.of(CleanPath.of(joined).split("/", -1)), links);
    }

    private void add(String folder, List<String> way, int links) {
        Place place = new Place(folder, way);
        if (links <= MOST_LINKS && way.size() <= LONGEST_WAY && seen.add(place)) {
            steps.add(new Step(place, links));
        }
    }

    private boolean run() {
        while (!steps.isEmpty()) {
            if (seen.size() > MOST_STEPS || !go(steps.removeFirst())) {
                return false;
            }
        }
        return true;
    }

    /** Whether anything but the tree itself is found. */
    private boolean go(Step step) {
        String folder = step.place().folder();
        List<String> way = step.place().way();
        int at = 0;
        while (at < way.size()) {
            String name = way.get(at);
            if (name.equals("..")) {
                folder = folder.substring(0, Math.max(folder.lastIndexOf('/'), 0));
            } else if (!name.isEmpty() && !name.equals(".")) {
                enter(folder, name, new Rest(List.copyOf(way.subList(at + 1, way.size())), step.links()));
                return true;
            }
            at++;
        }
        if (folder.isEmpty()) {
            return false;
        }
        found.add(folder);
        return true;
    }

    /** What of a way is left behind an entry, and how many links it has taken so far. */
    private record Rest(List<String> way, int links) {
        boolean none() {
            return way.stream().allMatch(name -> name.isEmpty() || name.equals("."));
        }
    }

    private void enter(String folder, String name, Rest rest) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        scan.at(prefix + name).ifPresent(entry -> meet(folder, entry, rest));
        if (name.chars().noneMatch(unit -> "*?[\\".indexOf(unit) >= 0)) {
            return;
        }
        Optional<Glob> glob = glob(name);
        if (glob.isEmpty()) {
            return;
        }
        for (Scan.Item item : scan.below(folder)) {
            String path = item.path();
            if (path.indexOf('/', prefix.length()) < 0 && glob.get().matches(path.substring(prefix.length()))) {
                meet(folder, item.entry(), rest);
            }
        }
    }

    private static Optional<Glob> glob(String name) {
        try {
            return Optional.of(Glob.ofName(name));
        } catch (IllegalArgumentException noPattern) {
            return Optional.empty();
        }
    }

    private void meet(String folder, ContextEntry entry, Rest rest) {
        boolean last = rest.none();
        switch (entry) {
            case ContextEntry.Folder inner -> {
                if (last) {
                    found.add(inner.path());
                } else {
                    add(inner.path(), rest.way(), rest.links());
                }
            }
            case ContextEntry.RegularFile file -> {
                if (last) {
                    found.add(file.path());
                }
            }
            case ContextEntry.Link link -> {
                found.add(link.path());
                String further = link.target() + "/" + String.join("/", rest.way());
                start(link.target().startsWith("/") ? "" : folder, further, rest.links() + 1);
            }
        }
    }
}
