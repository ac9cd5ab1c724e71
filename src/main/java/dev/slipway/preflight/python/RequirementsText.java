package dev.slipway.preflight.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A requirements file, read as pip does: comments, continued lines, hashes, {@code -r} and {@code -c}, options for all.
 * Included files are named, not read; so are {@code projects}: folders, archives and addresses without a name.
 */
public record RequirementsText(
        List<Entry> entries, List<Include> includes, List<String> projects, List<String> options) {
    public RequirementsText {
        entries = List.copyOf(entries);
        projects = List.copyOf(projects);
        includes = List.copyOf(includes);
        options = List.copyOf(options);
    }

    /** One requirement and the line that it begins in. */
    public record Entry(Requirement requirement, int line) {}

    /** Another file, relative to this one. */
    public record Include(String path, boolean constraint, int line) {}

    public static RequirementsText parse(String text) {
        Builder builder = new Builder();
        StringBuilder joined = new StringBuilder();
        int number = 0;
        int first = 1;
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (String raw : plain.split("\r\n|\r|\n", -1)) {
            number++;
            if (joined.isEmpty()) {
                first = number;
            }
            String line = uncommented(raw);
            if (line.endsWith("\\")) {
                joined.append(line, 0, line.length() - 1).append(' ');
                continue;
            }
            builder.line(joined.append(line).toString().strip(), first);
            joined.setLength(0);
        }
        builder.line(joined.toString().strip(), first);
        return new RequirementsText(builder.entries, builder.includes, builder.projects, builder.options);
    }

    private static String uncommented(String raw) {
        if (raw.stripLeading().startsWith("#")) {
            return "";
        }
        int hash = raw.indexOf(" #");
        int tab = raw.indexOf("\t#");
        int cut = hash < 0 ? tab : tab < 0 ? hash : Math.min(hash, tab);
        return (cut < 0 ? raw : raw.substring(0, cut)).stripTrailing();
    }

    private static final class Builder {
        private final List<Entry> entries = new ArrayList<>();
        private final List<Include> includes = new ArrayList<>();
        private final List<String> projects = new ArrayList<>();
        private final List<String> options = new ArrayList<>();

        void line(String line, int number) {
            if (line.isEmpty()) {
                return;
            }
            if (line.startsWith("-")) {
                option(line, number);
                return;
            }
            int options = line.indexOf(" --");
            String plain = options < 0 ? line : line.substring(0, options);
            Requirement.parse(plain)
                    .ifPresentOrElse(one -> entries.add(new Entry(one, number)), () -> projects.add(plain.strip()));
        }

        private void option(String line, int number) {
            Optional<String> included = value(line, "-r", "--requirement");
            Optional<String> constraint = value(line, "-c", "--constraint");
            Optional<String> editable = value(line, "-e", "--editable");
            if (included.isPresent()) {
                includes.add(new Include(included.get(), false, number));
            } else if (constraint.isPresent()) {
                includes.add(new Include(constraint.get(), true, number));
            } else if (editable.isPresent()) {
                projects.add(editable.get());
            } else {
                options.add(line.toLowerCase(Locale.ROOT));
            }
        }

        private static Optional<String> value(String line, String small, String large) {
            for (String name : List.of(large, small)) {
                if (line.startsWith(name)) {
                    String rest = line.substring(name.length());
                    boolean apart = rest.startsWith(" ") || rest.startsWith("=") || name.equals(small);
                    if (apart && !rest.isBlank()) {
                        return Optional.of(rest.replaceFirst("^\\s*=?\\s*", "").strip());
                    }
                }
            }
            return Optional.empty();
        }
    }
}
