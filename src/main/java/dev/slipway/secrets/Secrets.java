package dev.slipway.secrets;

import dev.slipway.engine.BuildAccess;
import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.AccessSpec;
import dev.slipway.model.SecretSource;
import dev.slipway.secrets.Grant.Lack;
import dev.slipway.secrets.Grant.Remark;
import dev.slipway.secrets.Sources.Agent;
import dev.slipway.secrets.Sources.Found;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The secrets of one run. Each is had once, when a build first needs it, and hidden by the mask from then on. Threads
 * may share it; one at a time asks, since a command may have to ask its user.
 */
public final class Secrets {
    private final Sources sources;
    private final Mask mask;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<Object, Found> asked = new HashMap<>();
    private final Map<SecretValue, List<String>> forms = new ConcurrentHashMap<>();
    private final Set<Remark> told = new HashSet<>();

    /**
     * @param environment what variables are taken from, and what commands see beside Slipway's own
     * @param folder where commands run
     */
    public Secrets(Map<String, String> environment, Path folder, Mask mask) {
        this(environment, Map.of(), folder, mask);
    }

    /**
     * @param params the values of the secret parameters, by name: hidden from now on, whether anything asks for them or
     *     not
     */
    public Secrets(Map<String, String> environment, Map<String, String> params, Path folder, Mask mask) {
        this.sources = new Sources(environment, params, folder);
        this.mask = mask;
        params.values().forEach(value -> mask.add(new SecretValue(value.getBytes(StandardCharsets.UTF_8))));
    }

    public Mask mask() {
        return mask;
    }

    /** Whether the text shows a value, whole; always false of one that was not had from here. */
    public boolean shows(String text, SecretValue value) {
        return forms.getOrDefault(value, List.of()).stream().anyMatch(text::contains);
    }

    /** Whether the source has a value. Nothing is remarked of it, and the value is hidden from now on. */
    public boolean has(SecretSource source) {
        turn.lock();
        try {
            return found(source, new StopSignal()) instanceof Found.Value;
        } finally {
            turn.unlock();
        }
    }

    /** All that a build may use, or all that it requires and cannot have. */
    public Grant of(AccessSpec wanted, StopSignal stop) {
        turn.lock();
        try {
            return stop.raised() ? new Grant.Cancelled() : ask(wanted, stop);
        } finally {
            turn.unlock();
        }
    }

    private Grant ask(AccessSpec wanted, StopSignal stop) {
        Map<String, SecretValue> values = new LinkedHashMap<>();
        Map<String, Path> agents = new LinkedHashMap<>();
        List<Lack> lacks = new ArrayList<>();
        List<Remark> remarks = new ArrayList<>();
        for (Map.Entry<String, SecretSource> entry : wanted.secrets().entrySet()) {
            String id = entry.getKey();
            SecretSource source = entry.getValue();
            switch (found(source, stop)) {
                case Found.Value found -> {
                    values.put(id, found.value());
                    if (!Mask.canHide(found.value())) {
                        remarks.add(new Remark.Unmasked(id));
                    }
                }
                case Found.Nothing nothing when source.required() -> lacks.add(lack(id, source, nothing));
                case Found.Nothing nothing -> remarks.add(new Remark.Absent(lack(id, source, nothing)));
                case Found.Stopped stopped -> {
                    return new Grant.Cancelled();
                }
            }
        }
        wanted.agents().forEach((id, agent) -> {
            switch (sources.agent(agent)) {
                case Agent.At at -> agents.put(id, at.socket());
                case Agent.Nowhere nowhere ->
                    lacks.add(
                            new Lack(agent.origin(), Lack.What.AGENT, "the ssh agent '" + id + "': " + nowhere.why()));
            }
        });
        return lacks.isEmpty()
                ? new Grant.Given(
                        new BuildAccess(values, agents),
                        remarks.stream().filter(told::add).toList())
                : new Grant.Refused(lacks);
    }

    private static Lack lack(String id, SecretSource source, Found.Nothing nothing) {
        return new Lack(source.origin(), Lack.What.SECRET, "the secret '" + id + "': " + nothing.why());
    }

    private Found found(SecretSource source, StopSignal stop) {
        Object key = Sources.key(source);
        Found known = asked.get(key);
        if (known == null) {
            known = sources.of(source, stop);
            if (known instanceof Found.Value had) {
                hide(had.value());
            }
            if (!(known instanceof Found.Stopped)) {
                asked.put(key, known);
            }
        }
        return known;
    }

    private void hide(SecretValue value) {
        List<String> all = Forms.of(value.bytes());
        forms.put(value, all);
        mask.add(all);
    }
}
