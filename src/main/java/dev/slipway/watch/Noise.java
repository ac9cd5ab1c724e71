package dev.slipway.watch;

import java.util.Set;
import java.util.regex.Pattern;

/** Names of files and folders that editors, version control and interpreters keep for themselves. */
final class Noise {
    private static final Set<String> NAMES = Set.of(
            ".git",
            ".hg",
            ".svn",
            ".idea",
            ".vscode",
            ".slipway",
            ".venv",
            "node_modules",
            "__pycache__",
            ".pytest_cache",
            ".mypy_cache",
            ".ruff_cache",
            ".DS_Store",
            // Vim makes a file of this name to see whether it may.
            "4913");

    /** Backups, swap files, locks, and what is written beside a file before it is renamed over it. */
    private static final Pattern FORMS = Pattern.compile(
            ".+~|\\..+\\.sw[a-z]|\\.#.+|#.+#|.+\\.py[co]|.+___jb_(?:tmp|old|bak)___|\\.goutputstream-.+");

    private Noise() {}

    static boolean is(String name) {
        return NAMES.contains(name) || FORMS.matcher(name).matches();
    }
}
