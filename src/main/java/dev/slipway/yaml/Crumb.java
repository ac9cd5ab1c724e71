package dev.slipway.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way from the top of the file to a node. Written out only when somebody complains: a file of long keys would
 * otherwise cost its size once more for every node.
 */
record Crumb(@Nullable Crumb parent, String key, int index) {
    static final Crumb TOP = new Crumb(null, "", -1);
    private static final Pattern SIMPLE = Pattern.compile("[A-Za-z0-9_-]{1,60}");

    Crumb entry(String name) {
        return new Crumb(this, name, -1);
    }

    Crumb item(int position) {
        return new Crumb(this, "", position);
    }

    @Override
    public String toString() {
        Deque<Crumb> way = new ArrayDeque<>();
        for (Crumb crumb = this; crumb != null && crumb.parent != null; crumb = crumb.parent) {
            way.push(crumb);
        }
        StringBuilder text = new StringBuilder();
        for (Crumb crumb : way) {
            if (crumb.index >= 0) {
                text.append('[').append(crumb.index).append(']');
            } else if (SIMPLE.matcher(crumb.key).matches()) {
                text.append(text.isEmpty() ? "" : ".").append(crumb.key);
            } else {
                text.append('[').append(Quoted.of(crumb.key)).append(']');
            }
        }
        return text.toString();
    }
}
