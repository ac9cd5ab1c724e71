package dev.slipway.preflight.rules.python;

import dev.slipway.model.Version;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.TextTable;
import dev.slipway.preflight.base.Base;
import dev.slipway.preflight.python.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** May NumPy 2 come in beside something compiled for NumPy 1? */
public final class NumpyRule implements Rule {
    private static final Kind KIND = new Kind(
            "numpy-unbounded",
            Severity.WARNING,
            "NumPy 2 may be installed beside a package built for NumPy 1",
            "Extensions compiled against NumPy 1 cannot be imported with NumPy 2: '_ARRAY_API not found', 'numpy.dtype size"
                    + " changed'. The metadata of the releases told here do not say so, and pip takes the newest NumPy that"
                    + " nothing forbids. The build passes; the program fails when it starts.");
    private static final String FIRST = "2.0.0";
    private static final List<String> NEWEST_FIRST = List.of("2.4.0", "2.3.2", "2.2.6", "2.1.3", "2.0.2", FIRST);
    private static final String ANY = "any";

    /** Releases of distributions whose own Python is older than 3.9. */
    private static final String OLD_UBUNTU = "(1\\d|20)\\..*|(precise|trusty|xenial|bionic|focal).*";

    private static final String OLD_DEBIAN = "([7-9]|10)(\\D.*)?|(wheezy|jessie|stretch|buster).*";

    private record Release(String name, boolean builtForOne, String from, String below) {
        boolean is(Requirement requirement) {
            if (!requirement.name().equals(name)) {
                return false;
            }
            if (below.equals(ANY)) {
                return true;
            }
            // Without a pin pip takes the newest that the bound lets in.
            Optional<Version> pin = requirement.pin();
            return requirement.olderThan(below)
                    && pin.map(one -> one.compareTo(Version.parse(from)) >= 0)
                            .orElse(from.equals("0") || requirement.allows(from));
        }
    }

    private static final List<Release> RELEASES = TextTable.read("numpy.txt", 4).stream()
            .map(row -> new Release(row.get(0), row.get(1).equals("built-for-1"), row.get(2), row.get(3)))
            .toList();

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        // What one stage installs in several steps ends up together, and so does a stage made from it.
        List<Installation> together = new ArrayList<>();
        for (Installation installation : Installation.in(subject)) {
            if (!together.isEmpty() && !sameImage(together.getLast(), installation)) {
                check(together, findings);
                together.clear();
            }
            together.add(installation);
        }
        check(together, findings);
    }

    private static boolean sameImage(Installation earlier, Installation later) {
        return later.script().contains(earlier.step());
    }

    private static void check(List<Installation> together, Consumer<Finding> findings) {
        boolean held = together.stream().flatMap(one -> one.applying().stream()).anyMatch(one -> RELEASES.stream()
                .anyMatch(release -> !release.builtForOne() && release.is(one.requirement())));
        boolean complete = together.stream().allMatch(Installation::complete);
        if (held || !newNumpy(together, complete)) {
            return;
        }
        for (Installation installation : together) {
            for (Wanted one : installation.applying()) {
                RELEASES.stream()
                        .filter(release -> release.builtForOne() && release.is(one.requirement()))
                        .forEach(release -> findings.accept(finding(together, one, release)));
            }
        }
    }

    /** Whether the last word on NumPy lets 2 in. Where nothing is said, every file must be known to say so. */
    private static boolean newNumpy(List<Installation> together, boolean complete) {
        List<Wanted> words = new ArrayList<>();
        for (Installation installation : together) {
            List<Wanted> here = installation.about("numpy");
            if (!here.isEmpty()
                    && here.stream().anyMatch(one -> one.requirement().pin().isPresent())) {
                words.clear();
            }
            words.addAll(here);
        }
        if (together.stream().anyMatch(one -> tooOldForTwo(one, words))) {
            return false;
        }
        if (words.isEmpty()) {
            // An image of somebody's own may bring a NumPy that satisfies all of them.
            return complete && together.stream().allMatch(one -> one.base().wellKnown());
        }
        // A word that cannot be read, or that may be meant for another Python, may keep 2 out.
        return words.stream().allMatch(one -> one.requirement().range() != null)
                && together.stream().allMatch(one -> one.applies("numpy"))
                && (words.stream().anyMatch(NumpyRule::asksForTwo)
                        || NEWEST_FIRST.stream().anyMatch(version -> words.stream()
                                .allMatch(one -> one.requirement().allows(version))));
    }

    private static boolean asksForTwo(Wanted word) {
        return word.requirement()
                .pin()
                .filter(pin -> pin.compareTo(Version.parse(FIRST)) >= 0)
                .isPresent();
    }

    /** NumPy 2 is for Python 3.9 and newer; who asks for it on an older system has brought one. */
    private static boolean tooOldForTwo(Installation installation, List<Wanted> words) {
        Base base = installation.base();
        boolean ubuntu = base.repository().equals("ubuntu") && base.tag().matches(OLD_UBUNTU);
        boolean debian = base.repository().equals("debian") && base.tag().matches(OLD_DEBIAN);
        return ((ubuntu || debian) && words.stream().noneMatch(NumpyRule::asksForTwo))
                || installation
                        .python()
                        .filter(python -> python.matches("2\\..*|3\\.[0-8]"))
                        .isPresent();
    }

    private static Finding finding(List<Installation> together, Wanted one, Release release) {
        Optional<Wanted> numpy = together.stream()
                .flatMap(installation -> installation.about("numpy").stream())
                .reduce((earlier, later) -> later);
        Wanted place = numpy.orElse(one);
        String said = numpy.map(word ->
                        "'%s' lets NumPy 2 in".formatted(word.requirement().written()))
                .orElse("nothing keeps NumPy below 2");
        String what = one.requirement().pin().isPresent()
                ? one.shown(place.origin())
                : "'%s'".formatted(one.requirement().written());
        return KIND.at(
                place.origin(),
                "%s was built for NumPy 1, and %s.".formatted(what, said),
                "Maybe ask for 'numpy<2', or for %s %s or newer.".formatted(release.name(), release.below()));
    }
}
