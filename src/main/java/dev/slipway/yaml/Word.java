package dev.slipway.yaml;

import dev.slipway.yaml.Node.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of a few words. */
record Word(List<String> words) implements Shape<String> {
    Word {
        words = List.copyOf(words);
    }

    @Override
    public @Nullable String read(Cursor at) {
        if (!Text.ANY.takes(at.node())) {
            at.mismatch(this);
            return null;
        }
        String text = Text.ANY.read(at);
        if (text == null) {
            return null;
        }
        if (!words.contains(text)) {
            String shown = at.node() instanceof Scalar scalar ? scalar.text() : text;
            at.problem(
                    Quoted.of(shown) + " is not " + wanted(),
                    Nearest.to(text, words).map(near -> "Maybe '" + near + "'?").orElse(null));
            return null;
        }
        return text;
    }

    @Override
    public boolean takes(Node node) {
        return node instanceof Scalar scalar
                && (words.contains(scalar.text())
                        || Nearest.to(scalar.text(), words).isPresent());
    }

    @Override
    public String wanted() {
        return words.size() == 1 ? "the word '" + words.get(0) + "'" : "one of " + String.join(", ", words);
    }

    @Override
    public String example() {
        return words.get(0);
    }
}
