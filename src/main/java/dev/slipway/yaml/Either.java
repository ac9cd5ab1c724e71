package dev.slipway.yaml;

import org.jspecify.annotations.Nullable;

/** A short way to write a value, and a long one. The kind of the node tells which is meant. */
record Either<T>(Shape<T> brief, Shape<T> full) implements Shape<T> {
    @Override
    public @Nullable T read(Cursor at) {
        if (brief.takes(at.node())) {
            return brief.read(at);
        }
        if (full.takes(at.node())) {
            return full.read(at);
        }
        at.mismatch(this);
        return null;
    }

    @Override
    public boolean takes(Node node) {
        return brief.takes(node) || full.takes(node);
    }

    @Override
    public String wanted() {
        return brief.wanted() + " or " + full.wanted();
    }

    @Override
    public String example() {
        boolean oneWord = brief instanceof Mapped<?, ?> mapped && mapped.inner() instanceof Word;
        return oneWord ? full.example() : brief.example();
    }
}
