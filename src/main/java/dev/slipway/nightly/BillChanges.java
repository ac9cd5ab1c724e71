package dev.slipway.nightly;

import dev.slipway.drift.Drift;
import dev.slipway.drift.Pins;
import dev.slipway.drift.Suspect;
import dev.slipway.past.Bill;
import dev.slipway.past.Past;
import dev.slipway.past.PastImage;
import dev.slipway.past.PastRun;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Changes by the bills that the past remembers: of one variant where that is known, else of the image. */
public record BillChanges(Past past, Pins pins) implements Changes {
    @Override
    public Optional<Drift> sinceGood(String run, Subject subject, Trouble trouble) {
        return switch (subject.kind()) {
            case PIPELINE -> Optional.empty();
            case IMAGE -> between(run, subject.name(), preferred(run, subject.name()), trouble);
            case SPARE -> between(run, subject.name(), subject.part(), trouble);
            // What a check asks together is not remembered: the likeliest suspect of all images counts.
            case CHECK ->
                images(run)
                        .flatMap(image -> between(run, image.name(), image.variant(), trouble).stream())
                        .filter(drift -> !drift.none())
                        .max(Comparator.comparingInt(
                                drift -> drift.suspects().getFirst().weight()));
        };
    }

    private Stream<PastImage> images(String run) {
        return past.run(run).map(PastRun::images).orElse(List.of()).stream();
    }

    private String preferred(String run, String image) {
        return past.run(run)
                .flatMap(it -> it.image(image))
                .flatMap(it -> it.rungs().stream().findFirst())
                .map(PastImage.Rung::variant)
                .orElse("");
    }

    private Optional<Drift> between(String run, String image, String variant, Trouble trouble) {
        Optional<Bill> now = past.bill(run, image, variant).or(() -> past.bill(run, image));
        Optional<Bill> good = past.lastGood(run, image, variant).or(() -> past.lastGood(run, image));
        return now.isEmpty() || good.isEmpty()
                ? Optional.empty()
                : Optional.of(Drift.between(good.get(), now.get(), trouble.diagnosis(), pins));
    }

    @Override
    public Optional<Drift> unasked(String run, Subject subject) {
        String variant = past.run(run)
                .flatMap(it -> it.image(subject.name()))
                .map(PastImage::variant)
                .orElse("");
        Optional<Bill> now = past.bill(run, subject.name(), variant);
        Optional<Bill> good = past.lastGood(run, subject.name(), variant);
        if (now.isEmpty() || good.isEmpty()) {
            return Optional.empty();
        }
        Drift drift = Drift.between(good.get(), now.get(), null, pins);
        boolean asked = drift.suspects().stream().anyMatch(suspect -> !byItself(suspect));
        List<Suspect> content =
                drift.suspects().stream().filter(BillChanges::ofTheContent).toList();
        return asked || content.isEmpty() ? Optional.empty() : Optional.of(drift.of(content));
    }

    private static boolean byItself(Suspect suspect) {
        return switch (suspect.kind()) {
            case PACKAGE, BASE, SLIPWAY, ENGINE -> true;
            case DOCKERFILE, FILE, ARGUMENT, PIPELINE -> false;
        };
    }

    private static boolean ofTheContent(Suspect suspect) {
        return switch (suspect.kind()) {
            case PACKAGE, BASE -> true;
            case DOCKERFILE, FILE, ARGUMENT, PIPELINE, SLIPWAY, ENGINE -> false;
        };
    }
}
