package dev.slipway.context;

import java.nio.file.Path;

/** What is scanned: two of the same folder, rules and overlay show the same. */
record Subject(Path root, IgnoreRules rules, Overlay overlay) {
    ContextWalker walker() {
        return new ContextWalker(root, rules, overlay);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Subject subject
                && root.equals(subject.root)
                && rules.sameAs(subject.rules)
                && overlay.files().equals(subject.overlay.files());
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }
}
