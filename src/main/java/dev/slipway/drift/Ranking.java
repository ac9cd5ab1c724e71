package dev.slipway.drift;

import dev.slipway.drift.Pins.Pin;
import dev.slipway.drift.Suspect.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** How likely each difference is to be the reason: what the evidence names before all else, then by what such things break. */
final class Ranking {
    private static final int OWNER = 2;
    private static final int VERSION_TOLD = 1;
    private static final int TRANSITIVE = 3;
    private static final int SYSTEM = 6;

    private final Evidence evidence;
    private final BiFunction<String, String, Pin> pins;
    /** Whether no file from which packages are installed differs. */
    private final boolean sameFiles;

    /** @param pins of a package, by its manager and its name */
    Ranking(Evidence evidence, BiFunction<String, String, Pin> pins, List<Difference> all) {
        this.evidence = evidence;
        this.pins = pins;
        this.sameFiles = all.stream()
                .noneMatch(each -> each.kind() == Kind.DOCKERFILE
                        || each.kind() == Kind.FILE
                        || (each.kind() == Kind.PIPELINE && each.what().equals("variant")));
    }

    Ranked of(Difference difference) {
        List<String> reasons = new ArrayList<>();
        Pin pin = difference.kind() == Kind.PACKAGE && !difference.system()
                ? pins.apply(difference.manager(), difference.what())
                : Pin.UNKNOWN;
        int weight = kindWeight(difference) - (pin == Pin.UNNAMED ? TRANSITIVE : 0);
        if (evidence.owns(difference)) {
            weight = promoted(weight, difference) + OWNER;
            reasons.add("it is what failed");
        } else if (evidence.names(difference)) {
            weight = promoted(weight, difference);
            reasons.add("the evidence names it");
        } else if (difference.kind() == Kind.PACKAGE && difference.step() == Step.MAJOR) {
            reasons.add("it is a new major release");
        }
        if (difference.kind() == Kind.PACKAGE && !difference.system()) {
            held(pin, difference).ifPresent(reasons::add);
        }
        return new Ranked(difference, Math.min(weight, 100), String.join(", and ", reasons));
    }

    private int promoted(int weight, Difference difference) {
        return Suspect.NAMED
                + weight / 10
                + (difference.kind() == Kind.PACKAGE && evidence.tellsVersion(difference) ? VERSION_TOLD : 0);
    }

    private static int kindWeight(Difference difference) {
        return switch (difference.kind()) {
            case PACKAGE -> stepWeight(difference.step()) - (difference.system() ? SYSTEM : 0);
            case DOCKERFILE -> 62;
            case FILE -> InputName.of("file " + difference.what()).manifest() ? 60 : 20;
            case BASE -> 50;
            case PIPELINE -> 46;
            case ARGUMENT -> 44;
            case SLIPWAY -> 12;
            case ENGINE -> 8;
        };
    }

    private static int stepWeight(Step step) {
        return switch (step) {
            case MAJOR -> 70;
            case WENT -> 42;
            case CAME -> 40;
            case MINOR -> 36;
            case PATCH -> 32;
        };
    }

    private Optional<String> held(Pin pin, Difference difference) {
        boolean moved = !difference.before().isEmpty() && !difference.now().isEmpty();
        return switch (pin) {
            case PINNED -> Optional.empty();
            case BOUNDED -> moved ? Optional.of("your files allow both versions") : Optional.empty();
            case OPEN -> Optional.of("nothing in your files pins it");
            case UNNAMED -> Optional.of("no file of yours names it, so another package brings it");
            case UNKNOWN -> sameFiles ? Optional.of("no file of yours changed") : Optional.empty();
        };
    }
}
