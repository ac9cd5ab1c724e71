package dev.slipway.yaml;

import dev.slipway.yaml.Node.Mapping;
import dev.slipway.yaml.Node.Scalar;
import dev.slipway.yaml.Node.Sequence;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that <code>${NAME}</code> asks for anywhere in a tree, rightly or not. */
final class Mentioned {
    private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*+)");

    private Mentioned() {}

    static Set<String> in(Node root) {
        Set<String> names = new HashSet<>();
        collect(root, names);
        return names;
    }

    private static void collect(Node node, Set<String> names) {
        switch (node) {
            case Mapping mapping -> mapping.entries().values().forEach(entry -> collect(entry.value(), names));
            case Sequence sequence -> sequence.items().forEach(item -> collect(item, names));
            case Scalar scalar -> {
                Matcher name = NAME.matcher(scalar.text());
                while (name.find()) {
                    names.add(name.group(1));
                }
            }
        }
    }
}
