package dev.slipway.doctor;

import dev.slipway.doctor.Finding.Fine;
import dev.slipway.doctor.Finding.Skipped;
import dev.slipway.doctor.Finding.Warning;
import dev.slipway.doctor.Observation.Area;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.BaseSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A registry that bases come from: does the engine get an answer there? The engine is asked to ask, because it pulls by
 * its own network, proxies and trust, not by ours. That it wants to know who asks is an answer too.
 */
record RegistryLook(Engine engine, String registry, String reference, boolean login) implements Examination {
    static final String WAY_OUT =
            "Maybe the engine needs a proxy, a name server or a mirror of its own: see its daemon.json.";

    /** One for each registry. */
    static List<Examination> of(Engine engine, List<BaseSpec> bases, List<String> logins) {
        Map<String, String> first = new LinkedHashMap<>();
        bases.forEach(base -> first.putIfAbsent(registry(base.reference()), base.reference()));
        List<Examination> looks = new ArrayList<>();
        first.forEach((registry, reference) ->
                looks.add(new RegistryLook(engine, registry, reference, logins.contains(registry))));
        return looks;
    }

    /** The first part of a reference where that is a host; else the one that Docker takes for granted. */
    static String registry(String reference) {
        int slash = reference.indexOf('/');
        String first = slash < 0 ? "" : reference.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : "docker.io";
    }

    @Override
    public Area area() {
        return Area.BASES;
    }

    @Override
    public String subject() {
        return "registry";
    }

    @Override
    public boolean network() {
        return true;
    }

    @Override
    public List<Observation> examine(StopSignal stop) {
        String who = registry + (login ? ", with a login," : "");
        try {
            engine.housekeeping().askRegistry(reference);
            return says(new Fine(who + " answers the engine"));
        } catch (EngineException refused) {
            return says(
                    answered(refused)
                            ? new Fine(who + " answers the engine (" + refused.answer() + ")")
                            : new Warning(who + " does not answer the engine (" + refused.answer() + ")", WAY_OUT));
        }
    }

    /** Whether it was the registry that refused. */
    static boolean answered(EngineException refused) {
        return switch (refused.kind()) {
            case NOT_FOUND, REFUSED, CONFLICT -> true;
            case UNREACHABLE, TIMEOUT, STOPPED, UNSUPPORTED, FAILED -> false;
        };
    }

    @Override
    public List<Observation> says(Finding finding) {
        return finding instanceof Skipped skipped
                ? List.of(new Observation(area(), subject(), new Skipped(registry + " " + skipped.seen())))
                : Examination.super.says(finding);
    }
}
