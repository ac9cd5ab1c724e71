package dev.slipway.preflight.rules;

import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.rules.image.CommandRule;
import dev.slipway.preflight.rules.image.HealthRule;
import dev.slipway.preflight.rules.image.TagRule;
import dev.slipway.preflight.rules.image.UserRule;
import dev.slipway.preflight.rules.node.ManagerRule;
import dev.slipway.preflight.rules.node.NodeFileRule;
import dev.slipway.preflight.rules.node.NpmLockRule;
import dev.slipway.preflight.rules.node.PeerRule;
import dev.slipway.preflight.rules.node.ScriptToolRule;
import dev.slipway.preflight.rules.python.ConflictRule;
import dev.slipway.preflight.rules.python.ExternallyManagedRule;
import dev.slipway.preflight.rules.python.NumpyRule;
import dev.slipway.preflight.rules.python.OpencvRule;
import dev.slipway.preflight.rules.python.PipCacheRule;
import dev.slipway.preflight.rules.python.PythonFileRule;
import dev.slipway.preflight.rules.python.PythonLockRule;
import dev.slipway.preflight.rules.python.PythonTooNewRule;
import dev.slipway.preflight.rules.python.RequirementsCopyRule;
import dev.slipway.preflight.rules.python.SourceBuildRule;
import dev.slipway.preflight.rules.python.ToolPathRule;
import dev.slipway.preflight.rules.python.WorkerClassRule;
import dev.slipway.preflight.rules.shell.AptListRule;
import dev.slipway.preflight.rules.shell.AptPackageRule;
import dev.slipway.preflight.rules.shell.FolderOrderRule;
import dev.slipway.preflight.rules.shell.SwallowedFailureRule;
import dev.slipway.preflight.rules.shell.ToolMissingRule;
import dev.slipway.preflight.rules.source.AddUrlRule;
import dev.slipway.preflight.rules.source.ArgumentRule;
import dev.slipway.preflight.rules.source.CopyOrderRule;
import dev.slipway.preflight.rules.source.CopyRule;
import dev.slipway.preflight.rules.source.IgnoreFileRule;
import dev.slipway.preflight.rules.source.SecretRule;
import dev.slipway.preflight.rules.source.WeightRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All rules, in the order in which they are asked. */
public final class RuleBook {
    private static final List<Rule> RULES = List.of(
            new StructureRule(),
            new SilenceRule(),
            new CopyRule(),
            new SecretRule(),
            new ArgumentRule(),
            new WeightRule(),
            new IgnoreFileRule(),
            new CopyOrderRule(),
            new AddUrlRule(),
            new TagRule(),
            new UserRule(),
            new HealthRule(),
            new CommandRule(),
            new AptListRule(),
            new AptPackageRule(),
            new ToolMissingRule(),
            new SwallowedFailureRule(),
            new FolderOrderRule(),
            new SourceBuildRule(),
            new PythonTooNewRule(),
            new NumpyRule(),
            new OpencvRule(),
            new ToolPathRule(),
            new ConflictRule(),
            new RequirementsCopyRule(),
            new WorkerClassRule(),
            new ExternallyManagedRule(),
            new PipCacheRule(),
            new PythonLockRule(),
            new PythonFileRule(),
            new NodeFileRule(),
            new NpmLockRule(),
            new ManagerRule(),
            new ScriptToolRule(),
            new PeerRule());

    /** What the pipeline's own reader tells. */
    public static final Kind PIPELINE_FILE = new Kind(
            "pipeline-file",
            Severity.ERROR,
            "the pipeline file is wrong, or names what is not there",
            "docs/pipeline-format.md has every key. Problems are told with the line and column of the pipeline file.");

    /** That there was more to read than could be. */
    public static final Kind READING_STOPPED = new Kind(
            "reading-stopped",
            Severity.NOTE,
            "the Dockerfiles were not read, because the pipeline file is wrong",
            "Which Dockerfiles, contexts and arguments are meant is known once the pipeline file is right. What is told is then"
                    + " all that is wrong with that file, and nothing of what it names.");

    private RuleBook() {}

    public static List<Rule> rules() {
        return RULES;
    }

    /** Every kind of finding that there is, those of unreadable contexts included, by id. */
    public static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>(Unreadable.KINDS);
        kinds.add(PIPELINE_FILE);
        kinds.add(READING_STOPPED);
        RULES.forEach(rule -> kinds.addAll(rule.kinds()));
        kinds.sort(Comparator.comparing(Kind::id));
        return List.copyOf(kinds);
    }
}
