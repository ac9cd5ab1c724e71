package dev.slipway.yaml;

import dev.slipway.model.AgentSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ssh}: the word {@code default}, a list of ids with their sockets, or a map of them. */
final class AgentSection {
    private static final String DEFAULT = "default";

    private static final Word USUAL = new Word(List.of(DEFAULT));

    private static final Mapped<String, Map<String, AgentSource>> ALONE =
            Mapped.always(USUAL, (word, at) -> Map.of(DEFAULT, new AgentSource.FromEnvironment(at.declared())));

    private static final Text<String> ITEM = Text.matching(
            "'default' or an agent's id and socket",
            "deploy=/run/deploy-agent.sock",
            "default|[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}=.+");

    private static final Mapped<List<Named>, Map<String, AgentSource>> LIST =
            new Mapped<>(ListOf.some(Mapped.always(ITEM, AgentSection::named)), AgentSection::together);

    private static final Mapped<Map<String, AgentSource>, Map<String, AgentSource>> MAP = new Mapped<>(
            MapOf.some(
                    MapOf.Keys.matching("an agent's id", DEFAULT, "[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}"),
                    Mapped.always(Paths.FROM_FOLDER, (socket, at) ->
                            (AgentSource) new AgentSource.AtSocket(socket, at.declared()))),
            (agents, at) -> agents);

    static final Shape<Map<String, AgentSource>> SHAPE = new Either<>(ALONE, new Either<>(LIST, MAP));

    private AgentSection() {}

    private record Named(String id, AgentSource agent) {}

    private static Named named(String item, Cursor at) {
        int equals = item.indexOf('=');
        if (equals < 0) {
            return new Named(item, new AgentSource.FromEnvironment(at.declared()));
        }
        return new Named(
                item.substring(0, equals),
                new AgentSource.AtSocket(
                        at.scope().folder().resolve(item.substring(equals + 1)).normalize(), at.declared()));
    }

    private static @Nullable Map<String, AgentSource> together(List<Named> items, Cursor at) {
        Map<String, AgentSource> agents = new LinkedHashMap<>();
        for (Named item : items) {
            if (agents.putIfAbsent(item.id(), item.agent()) != null) {
                at.problem("two agents have the id " + Quoted.of(item.id()), null);
            }
        }
        return agents;
    }
}
