package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.run.AttemptResult.Source;
import dev.slipway.run.Bases.Asker;
import dev.slipway.run.Bases.Ensured;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What this run knows of one base. Touched only by who has the base's turn. */
final class BaseFate {
    private final List<Diagnosis> failures = new ArrayList<>();
    private final Map<String, Integer> heard = new HashMap<>();
    private boolean there;

    /** What an asker is told without another try; empty when it is to try. */
    Optional<Ensured> known(Asker asker) {
        if (there) {
            return Optional.of(new Ensured.There());
        }
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        Diagnosis last = failures.getLast();
        if (last.nature() != Nature.TRANSIENT || failures.size() >= asker.attempts()) {
            return Optional.of(new Ensured.Missing(last, Source.SETTLED));
        }
        boolean news = heard.getOrDefault(asker.name(), 0) < failures.size();
        heard.put(asker.name(), failures.size());
        return news ? Optional.of(new Ensured.Missing(last, Source.SHARED)) : Optional.empty();
    }

    /** Remembers what came of a try. A lost engine says nothing of the base. */
    Ensured note(Asker asker, Ensured ensured) {
        there = ensured instanceof Ensured.There;
        if (ensured instanceof Ensured.Missing missing
                && !missing.why().category().equals(Tactics.ENGINE_LOST)) {
            failures.add(missing.why());
            heard.put(asker.name(), failures.size());
        }
        return ensured;
    }
}
