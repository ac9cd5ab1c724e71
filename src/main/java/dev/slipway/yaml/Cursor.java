package dev.slipway.yaml;

import dev.slipway.model.Origin;
import dev.slipway.yaml.Node.Entry;
import dev.slipway.yaml.Node.Mapping;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One place of the file with what is needed to read it. {@code key} is the name it stands under, or empty;
 * {@code declared} is where an editor should jump to: the key of an entry, the item of a list; {@code example} is what
 * the key's own declaration shows.
 */
record Cursor(Node node, String key, Origin declared, @Nullable String example, Scope scope) {
    static Cursor top(Mapping root, Scope scope) {
        return new Cursor(root, "", root.origin(), null, scope);
    }

    Cursor entry(String name, Entry entry) {
        return new Cursor(entry.value(), name, entry.keyOrigin(), null, scope);
    }

    Cursor item(Node item) {
        return new Cursor(item, "", item.origin(), null, scope);
    }

    /** A hint at a name that may have been meant. */
    @Nullable
    String guess(String typed, Collection<String> known) {
        return scope.problems().full() ? null : Nearest.hint(typed, known);
    }

    Cursor showing(String better) {
        return new Cursor(node, key, declared, better, scope);
    }

    /** The same place with other content: what a variant inherits is read where the variant stands. */
    Cursor with(Mapping content) {
        return new Cursor(content, key, declared, example, scope);
    }

    void problem(String sentence, @Nullable String hint) {
        if (scope.params().standIn(node)) {
            return;
        }
        scope.problems().add(node.origin(), node.crumb().toString(), sentence, hint);
    }

    /** A complaint about the thing as a whole, at its key. */
    void declaredProblem(String sentence, @Nullable String hint) {
        scope.problems().add(declared, node.crumb().toString(), sentence, hint);
    }

    void warning(String sentence, @Nullable String hint) {
        scope.problems().warn(declared, node.crumb().toString(), sentence, hint);
    }

    void mismatch(Shape<?> wanted) {
        String shown = example == null ? wanted.example() : example;
        String such = shown.isEmpty() ? "" : ", such as " + shown;
        boolean nothing = node instanceof Node.Scalar scalar && scalar.isNothing();
        String hint = nothing && (wanted == Text.ANY || wanted == Text.ARGUMENT) ? "Maybe '\"\"'?" : null;
        problem(node.found() + " stands where " + wanted.wanted() + " is wanted" + such, hint);
    }
}
