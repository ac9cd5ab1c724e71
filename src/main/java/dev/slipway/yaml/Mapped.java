package dev.slipway.yaml;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A shape whose value is looked at once more: for a name that must exist, or a value that keeps its place. */
record Mapped<A, T>(Shape<A> inner, Step<A, T> step) implements Shape<T> {
    /** Null after a complaint. */
    interface Step<A, T> {
        @Nullable
        T apply(A value, Cursor at);
    }

    static <A, T> Mapped<A, T> always(Shape<A> inner, BiFunction<A, Cursor, T> step) {
        return new Mapped<>(inner, step::apply);
    }

    @Override
    public @Nullable T read(Cursor at) {
        A value = inner.read(at);
        return value == null ? null : step.apply(value, at);
    }

    @Override
    public boolean takes(Node node) {
        return inner.takes(node);
    }

    @Override
    public String wanted() {
        return inner.wanted();
    }

    @Override
    public String example() {
        return inner.example();
    }
}
