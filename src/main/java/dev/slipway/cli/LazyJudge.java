package dev.slipway.cli;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Diagnostician;
import dev.slipway.diagnose.Evidence;
import dev.slipway.diagnose.RuleBook;
import dev.slipway.run.Judge;

/** Reads the rules when the first failure wants them: a run that proves everything never does. Safe for any thread. */
final class LazyJudge implements Judge {
    @Override
    public Diagnosis judge(Evidence evidence) {
        return Rules.READ.diagnose(evidence);
    }

    /** Initialised by the class loader, once, on first use. */
    private static final class Rules {
        private static final Diagnostician READ = new Diagnostician(RuleBook.bundled());
    }
}
