package dev.slipway.preflight;

import dev.slipway.model.Origin;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Dockerfile as its text says it, without building it. No text makes it throw, and every answer takes time linear in
 * the text. What depends on a base image's own environment cannot be known here and is told as not known.
 *
 * <p>A {@code target} is a stage's name or number, null for the last stage. Only the stages that the target needs are
 * looked at, as BuildKit does; the classic builder builds the ones before the target too. Immutable.
 */
public final class Dockerfile {
    private final Origin start;
    private final char escape;
    private final @Nullable String syntax;
    private final List<String> lines;
    private final List<Instruction> global;
    private final List<Stage> stages;
    private final List<SyntaxProblem> problems;

    Dockerfile(
            Origin start,
            DockerfileLines lines,
            List<Instruction> global,
            List<Stage> stages,
            List<SyntaxProblem> problems) {
        this.start = start;
        this.escape = lines.escape();
        this.syntax = lines.syntax().orElse(null);
        this.lines = List.copyOf(lines.all());
        this.global = List.copyOf(global);
        this.stages = List.copyOf(stages);
        this.problems = List.copyOf(problems);
    }

    /** {@code file} is how the origins of problems name it. */
    public static Dockerfile parse(String text, String file) {
        return new DockerfileReader(text, file).read();
    }

    /** In place of a file that nobody reads, for the reason that the sentence gives. */
    public static Dockerfile unread(String file, String sentence) {
        return new Dockerfile(
                new Origin(file, 1, 1),
                new DockerfileLines(""),
                List.of(),
                List.of(),
                List.of(new SyntaxProblem(new Origin(file, 1, 1), sentence)));
    }

    /** Lines that no builder would accept. What is left can still be asked about. */
    public List<SyntaxProblem> problems() {
        return problems;
    }

    public List<Stage> stages() {
        return stages;
    }

    /** ARGs before the first FROM. */
    public List<Instruction> globalArguments() {
        return global;
    }

    /** The frontend that a {@code # syntax=} line asks for. */
    public Optional<String> syntax() {
        return Optional.ofNullable(syntax);
    }

    public Origin at(int line) {
        return new Origin(start.file(), line, 1);
    }

    public List<String> lines() {
        return lines;
    }

    char escape() {
        return escape;
    }

    public Optional<Stage> stage(@Nullable String target) {
        return new StageGraph(this, Map.of(), target).target();
    }

    /**
     * Images that are not stages of this file and that the target is made from, by FROM, COPY --from or a mount, in
     * the order of the file. References whose variables have no value are left out.
     */
    public List<String> externalImages(Map<String, String> args, @Nullable String target) {
        return new StageGraph(this, args, target).images();
    }

    /** FROM lines of wanted stages whose image is blank or unknown with these arguments. */
    public List<Instruction> unresolvedBases(Map<String, String> args, @Nullable String target) {
        return new StageGraph(this, args, target).unresolved();
    }

    /** The first thing that the classic builder cannot do. */
    public Optional<BuildKitFeature> buildKitFeature() {
        return BuildKitFeature.firstIn(this, stages);
    }

    /** The same, as far as the target: the classic builder ends there, and it builds all that stands before. */
    public Optional<BuildKitFeature> buildKitFeature(@Nullable String target) {
        int last = stage(target).map(Stage::number).orElse(stages.size() - 1);
        return BuildKitFeature.firstIn(this, stages.subList(0, Math.min(last + 1, stages.size())));
    }

    /** A secret or an agent that a RUN mounts, told where it is first mounted; required if any mount requires it. */
    public record SecretMount(String id, boolean required, int line) {}

    public List<SecretMount> secretsMounted() {
        return mounted("secret", stages);
    }

    /** The same, for the stages that the target needs. */
    public List<SecretMount> secretsMounted(Map<String, String> args, @Nullable String target) {
        return mounted("secret", wantedStages(args, target));
    }

    /** The ssh agents that the stages mount which the target needs. */
    public List<SecretMount> agentsMounted(Map<String, String> args, @Nullable String target) {
        return mounted("ssh", wantedStages(args, target));
    }

    private static List<SecretMount> mounted(String type, List<Stage> among) {
        Map<String, SecretMount> mounts = new LinkedHashMap<>();
        for (Stage stage : among) {
            for (Instruction instruction : stage.instructions()) {
                for (Mount mount : instruction.mounts()) {
                    if (mount.type().equals(type)) {
                        String id = type.equals("ssh") ? mount.agentId() : mount.secretId();
                        SecretMount one = new SecretMount(id, mount.required(), instruction.line());
                        mounts.merge(
                                one.id(),
                                one,
                                (first, again) -> new SecretMount(
                                        first.id(), first.required() || again.required(), first.line()));
                    }
                }
            }
        }
        return List.copyOf(mounts.values());
    }

    /**
     * A path of the context that an instruction reads: cleaned of variables where {@code known}, as written otherwise.
     * It may hold wildcards.
     */
    public record CopySource(String path, boolean known, Stage stage, Instruction instruction) {
        public int line() {
            return instruction.line();
        }
    }

    /** What the target copies, adds or binds from the context. */
    public List<CopySource> copySources(Map<String, String> args, @Nullable String target) {
        return new StageGraph(this, args, target).copySources();
    }

    public List<Stage> wantedStages(Map<String, String> args, @Nullable String target) {
        return new StageGraph(this, args, target).wanted();
    }

    /** The stages that a stage starts from, the first one first, itself last. */
    public List<Stage> ancestry(Map<String, String> args, Stage stage) {
        return new StageGraph(this, args, null).ancestry(stage);
    }

    /** What the target's image would be run as, as far as this file says it. Empty when there is no such target. */
    public Optional<FinalStage> finalStage(Map<String, String> args, @Nullable String target) {
        StageGraph graph = new StageGraph(this, args, target);
        return graph.target().map(stage -> FinalStage.of(stage, graph.ancestry(stage)));
    }

    /** The names by which a target can be asked for. */
    public Set<String> stageNames() {
        Set<String> names = new LinkedHashSet<>();
        stages.forEach(stage -> stage.name().ifPresent(names::add));
        return names;
    }
}
