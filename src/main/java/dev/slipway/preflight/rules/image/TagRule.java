package dev.slipway.preflight.rules.image;

import com.google.re2j.Pattern;
import dev.slipway.knowledge.BaseImage;
import dev.slipway.knowledge.Knowledge;
import dev.slipway.model.Origin;
import dev.slipway.model.ServiceSpec;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Stage;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.TextTable;
import dev.slipway.preflight.base.Base;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Does the tag of an image exist, and will it mean the same tomorrow? */
public final class TagRule implements Rule {
    private static final Kind FLOATING = new Kind(
            "floating-tag",
            Severity.WARNING,
            "an image is named by a tag that moves to other releases",
            "No tag means latest, and latest means another release after the next one is out: the same Dockerfile then builds"
                    + " another image, or none. Name the release; for images whose minor releases break, such as python, both"
                    + " numbers.");
    private static final Kind UNKNOWN = new Kind(
            "unknown-tag",
            Severity.WARNING,
            "an image's tag is not built as its tags are",
            "Every official image has its own way of naming tags; mongo has no alpine, mysql no slim. A tag outside of it"
                    + " cannot be pulled. The table behind this rule is older than the newest tags: where it is wrong, silence it.");
    private static final Kind RETIRED = new Kind(
            "image-retired",
            Severity.WARNING,
            "an image is no longer published",
            "The repository was given up, or the release is out of support and its package mirrors are moved. What is there"
                    + " still pulls, until it does not.");

    private record Naming(Pattern tags, int numbers, String example) {}

    private static final Map<String, Naming> NAMINGS = new HashMap<>();

    static {
        for (List<String> row : TextTable.read("tags.txt", 4)) {
            NAMINGS.put(
                    row.get(0),
                    new Naming(
                            Pattern.compile(row.get(3).replace('!', '|')), Integer.parseInt(row.get(1)), row.get(2)));
        }
    }

    @Override
    public List<Kind> kinds() {
        return List.of(FLOATING, UNKNOWN, RETIRED);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (Script script : subject.scripts()) {
            Stage stage = script.stage();
            boolean starts = script.own().size() == script.steps().size();
            boolean ours = subject.neighbours().image(script.base()).isPresent();
            if (starts && !script.base().isEmpty() && !ours && !isStage(subject, stage)) {
                check(script.base(), subject.at(stage.from(), stage.base()), findings);
            }
        }
        for (Instruction instruction : subject.wantedStages().stream()
                .flatMap(one -> one.instructions().stream())
                .toList()) {
            Stream.concat(
                            instruction.flag("from").stream(),
                            instruction.mounts().stream().flatMap(mount -> mount.from().stream()))
                    .filter(image -> isForeign(subject, image))
                    .forEach(image -> check(image, subject.at(instruction, image), findings));
        }
        for (ServiceSpec service : subject.neighbours().pipeline().services()) {
            if (subject.neighbours().image(service.image()).isEmpty()
                    && !service.image().contains("$")) {
                check(service.image(), subject.places().show(service.origin()), findings);
            }
        }
    }

    /** Neither a stage, by name or number, nor an image of the pipeline, nor only known when it is built. */
    private static boolean isForeign(Subject subject, String image) {
        return !image.isEmpty()
                && !image.contains("$")
                && subject.dockerfile().stage(image).isEmpty()
                && subject.neighbours().image(image).isEmpty();
    }

    private static boolean isStage(Subject subject, Stage stage) {
        return subject.dockerfile().stages().stream()
                .filter(other -> other.number() < stage.number())
                .anyMatch(other ->
                        other.name().filter(stage.base()::equalsIgnoreCase).isPresent());
    }

    private static void check(String reference, Origin origin, Consumer<Finding> findings) {
        Base base = Base.parse(reference);
        Optional<BaseImage> known = Knowledge.baseImages().of(reference);
        Optional<String> successor = known.flatMap(BaseImage::successor);
        Optional<String> newer = known.map(image -> image.gone().get(base.tag()));
        if (successor.isPresent() || newer.isPresent()) {
            findings.accept(RETIRED.at(
                    origin,
                    "%s is no longer published or supported.".formatted(reference),
                    "Maybe take %s.".formatted(successor.orElseGet(() -> base.repository() + ":" + newer.orElse("")))));
            return;
        }
        if (!base.digest().isEmpty()) {
            return;
        }
        Naming naming = NAMINGS.get(base.repository());
        if (base.tag().isEmpty() || base.tag().equals("latest")) {
            findings.accept(FLOATING.at(
                    origin,
                    "%s means whatever release is newest on the day it is pulled."
                            .formatted(
                                    base.tag().isEmpty() ? "'" + reference + "' without a tag" : "'" + reference + "'"),
                    "Maybe name the release%s."
                            .formatted(
                                    naming == null ? "" : ", such as " + base.repository() + ":" + naming.example())));
        } else if (naming != null && !naming.tags().matches(base.tag())) {
            findings.accept(UNKNOWN.at(
                    origin,
                    "'%s': %s has no tags of this form.".formatted(reference, base.repository()),
                    "Maybe '%s:%s'?".formatted(base.repository(), naming.example())));
        } else if (naming != null && naming.numbers() == 2 && base.tag().matches("\\d+(-[a-z].*)?")) {
            findings.accept(FLOATING.at(
                    origin,
                    "'%s' moves on to the next minor release, and those of %s break things."
                            .formatted(reference, base.repository()),
                    "Maybe name both numbers, such as %s:%s.".formatted(base.repository(), naming.example())));
        }
    }
}
