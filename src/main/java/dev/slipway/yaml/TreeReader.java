package dev.slipway.yaml;

import dev.slipway.model.Origin;
import dev.slipway.yaml.Node.Entry;
import dev.slipway.yaml.Node.Mapping;
import dev.slipway.yaml.Node.Scalar;
import dev.slipway.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Builds the tree of one document. Aliases stand for the very node they name, and count with its whole size, so that a
 * small file cannot unfold into a large one.
 */
final class TreeReader {
    private static final int MOST_NODES = 20_000;
    private static final int MOST_ALIASES = 100;
    private static final int DEEPEST = 50;

    private final Source source;
    private final Problems problems;
    private final Events events;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int nodes;
    private int aliases;
    private int depth;

    private TreeReader(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
        this.events = new Events(source);
    }

    /** A finished node with the number of nodes in it; no node while it is still being read. */
    private record Anchored(@Nullable Node node, int size) {}

    static @Nullable Node read(Source source, Problems problems) {
        try {
            return new TreeReader(source, problems).document();
        } catch (Unreadable unreadable) {
            problems.add(unreadable.origin(), "", unreadable.sentence(), unreadable.hint());
            return null;
        }
    }

    private @Nullable Node document() throws Unreadable {
        events.expect(Event.ID.StreamStart);
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            problems.add(source.start(), "", "the file is empty", "Maybe begin with 'slipway: 1'.");
            return null;
        }
        Node root = node(events.next(), Crumb.TOP);
        events.expect(Event.ID.DocumentEnd);
        Event end = events.next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw new Unreadable(events.origin(end), "a second document begins here; a pipeline is one document", null);
        }
        return root;
    }

    private Node node(Event event, Crumb crumb) throws Unreadable {
        Origin origin = events.origin(event);
        grow(1, origin);
        if (event instanceof AliasEvent alias) {
            return aliased(alias, origin);
        }
        Optional<Anchor> anchor = event instanceof NodeEvent node ? node.getAnchor() : Optional.empty();
        anchor.ifPresent(name -> anchors.put(name, new Anchored(null, 0)));
        int before = nodes;
        Node node =
                switch (event) {
                    case ScalarEvent scalar -> scalar(scalar, origin, crumb);
                    case CollectionStartEvent start -> collection(start, origin, crumb);
                    default -> throw new IllegalStateException("the parser sent " + event + " for a node");
                };
        anchor.ifPresent(name -> anchors.put(name, new Anchored(node, nodes - before + 1)));
        return node;
    }

    private void grow(int count, Origin origin) throws Unreadable {
        nodes += count;
        if (nodes > MOST_NODES) {
            throw new Unreadable(origin, "the file holds more than " + MOST_NODES + " values, aliases unfolded", null);
        }
    }

    private Node aliased(AliasEvent event, Origin origin) throws Unreadable {
        String name = Quoted.of("*" + event.getAlias().getValue());
        Anchored anchored = anchors.get(event.getAlias());
        if (anchored == null) {
            throw new Unreadable(origin, "the alias " + name + " names no anchor above it", null);
        }
        if (anchored.node() == null) {
            throw new Unreadable(origin, "the alias " + name + " stands inside the value that it names", null);
        }
        aliases++;
        if (aliases > MOST_ALIASES) {
            throw new Unreadable(origin, "the file uses more than " + MOST_ALIASES + " aliases", null);
        }
        grow(anchored.size(), origin);
        return anchored.node();
    }

    private Scalar scalar(ScalarEvent event, Origin origin, Crumb crumb) {
        refuseTag(event.getTag(), origin, crumb);
        String text = event.getValue();
        return new Scalar(text, event.isPlain(), text.indexOf('$') < 0 ? List.of() : dollars(event), origin, crumb);
    }

    private List<Origin> dollars(ScalarEvent event) {
        List<Origin> dollars = source.dollars(
                event.getStartMark().orElseThrow(), event.getEndMark().orElseThrow());
        boolean everyOne =
                dollars.size() == event.getValue().chars().filter(c -> c == '$').count();
        return everyOne ? dollars : List.of();
    }

    private Node collection(CollectionStartEvent start, Origin origin, Crumb crumb) throws Unreadable {
        refuseTag(start.getTag(), origin, crumb);
        depth++;
        if (depth > DEEPEST) {
            throw new Unreadable(origin, "the file nests deeper than " + DEEPEST + " levels", null);
        }
        Node node = start instanceof MappingStartEvent ? mapping(origin, crumb) : sequence(origin, crumb);
        depth--;
        return node;
    }

    private void refuseTag(Optional<String> tag, Origin origin, Crumb crumb) {
        tag.ifPresent(name -> problems.add(
                origin,
                crumb.toString(),
                "the tag " + Quoted.of(name.replace("tag:yaml.org,2002:", "!!")) + " has no meaning in a pipeline",
                "Maybe leave it out."));
    }

    private Sequence sequence(Origin origin, Crumb crumb) throws Unreadable {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, crumb.item(items.size())));
        }
        return new Sequence(items, origin, crumb);
    }

    private Mapping mapping(Origin origin, Crumb crumb) throws Unreadable {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Node key = node(event, crumb);
            String name = keyName(key);
            Node value = node(events.next(), name == null ? crumb : crumb.entry(name));
            if (name != null) {
                enter(entries, name, new Entry(events.origin(event), value), crumb);
            }
        }
        return new Mapping(entries, origin, crumb);
    }

    private void enter(Map<String, Entry> entries, String name, Entry entry, Crumb crumb) {
        Entry first = entries.putIfAbsent(name, entry);
        if (first != null) {
            String sentence = "the key " + Quoted.of(name) + " stands here again, first in line "
                    + first.keyOrigin().line();
            problems.add(entry.keyOrigin(), crumb.toString(), sentence, null);
        }
    }

    private @Nullable String keyName(Node key) {
        if (key instanceof Scalar scalar && !scalar.isNothing()) {
            return scalar.text();
        }
        String sentence = key.found() + " stands where a key is wanted";
        problems.add(key.origin(), key.crumb().toString(), sentence, key instanceof Scalar ? null : "Maybe quote it.");
        return null;
    }
}
