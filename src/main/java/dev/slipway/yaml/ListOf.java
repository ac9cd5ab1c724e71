package dev.slipway.yaml;

import dev.slipway.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of values of one shape. Wrong items are told and left out. */
record ListOf<T>(Shape<T> item, boolean mayBeEmpty) implements Shape<List<T>> {
    static <T> ListOf<T> any(Shape<T> item) {
        return new ListOf<>(item, true);
    }

    static <T> ListOf<T> some(Shape<T> item) {
        return new ListOf<>(item, false);
    }

    @Override
    public @Nullable List<T> read(Cursor at) {
        if (!(at.node() instanceof Sequence sequence)) {
            at.mismatch(this);
            return null;
        }
        if (sequence.items().isEmpty() && !mayBeEmpty) {
            at.problem("the list is empty", null);
        }
        List<T> values = new ArrayList<>();
        for (Node node : sequence.items()) {
            T value = item.read(at.item(node));
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    @Override
    public boolean takes(Node node) {
        return node instanceof Sequence;
    }

    @Override
    public String wanted() {
        return "a list";
    }

    @Override
    public String example() {
        return "[" + item.example() + "]";
    }
}
