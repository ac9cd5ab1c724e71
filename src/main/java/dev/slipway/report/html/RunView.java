package dev.slipway.report.html;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.journal.ImageStory;
import dev.slipway.journal.RunStory;
import dev.slipway.past.PastRun.Ending;
import dev.slipway.report.RunReport;
import dev.slipway.report.html.Clock.Tick;
import dev.slipway.report.html.LogView.Scope;
import dev.slipway.report.html.StepView.Fact;
import dev.slipway.report.html.Tone.Badge;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.Provenance;
import dev.slipway.run.RunEvent.Level;
import dev.slipway.run.RunEvent.PromotionEnded;
import dev.slipway.run.RunEvent.RunStarted;
import dev.slipway.run.StepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that the page of a run shows, in words. */
record RunView(
        String run,
        String pipeline,
        Badge badge,
        String headline,
        String summary,
        List<Fact> facts,
        List<Trouble> troubles,
        List<Tick> ticks,
        List<Lane> lanes,
        List<ImageView> images,
        List<CheckView> checks,
        List<BaseView> bases,
        Tags tags,
        List<Notice> notices,
        List<Fact> source) {
    private static final int MOST_NOTICES = 300;

    /** What to look at first; {@code hint} may be empty. */
    record Trouble(String anchor, String name, Badge badge, String text, String hint) {}

    record Tags(List<String> moved, String withheld) {
        boolean isEmpty() {
            return moved.isEmpty() && withheld.isEmpty();
        }
    }

    record Notice(boolean warning, String at, String text) {}

    static RunView of(RunReport report, Scope scope) {
        RunStory story = report.story();
        Anchors anchors = new Anchors();
        Clock clock = Clock.of(story);
        return new RunView(
                Legible.line(report.run()),
                Legible.line(story.start().map(RunStarted::pipeline).orElse("a pipeline")),
                Badge.of(report.ending()),
                headline(report.ending()),
                summary(report, clock),
                facts(story, clock),
                troubles(story, anchors, scope.alive()),
                clock.ticks(),
                Lane.of(story, anchors, clock, scope.alive()),
                story.images().stream()
                        .map(image -> ImageView.of(report, image, anchors, clock, scope))
                        .toList(),
                story.stackChecks().stream()
                        .map(check -> CheckView.of(report, check, anchors, clock, scope))
                        .toList(),
                story.bases().stream()
                        .map(base -> BaseView.of(base, scope.alive()))
                        .toList(),
                tags(story),
                notices(story),
                source(report));
    }

    private static String headline(Ending ending) {
        return switch (ending) {
            case PROVEN -> "Proven.";
            case DEGRADED -> "Afloat, but degraded.";
            case FAILED -> "Failed.";
            case INTERRUPTED -> "Interrupted.";
            case ENGINE_LOST -> "The engine went away.";
            case CUT_OFF -> "Cut off.";
            case RUNNING -> "At work.";
        };
    }

    private static String summary(RunReport report, Clock clock) {
        List<ImageStory> images = report.story().images();
        String told = report.story().end().map(end -> end.summary()).orElse("");
        long proven = images.stream()
                .filter(image -> image.status().filter(ImageStatus::proven).isPresent())
                .count();
        String count = Words.count(proven) + " of " + Words.count(images.size(), "image")
                + (images.size() == 1 && proven == 1 ? " works" : " work") + " after " + Words.took(clock.whole())
                + ".";
        String cut = report.ending() == Ending.CUT_OFF ? " Its process died; what it was about to tell is lost." : "";
        return count + cut + (told.isBlank() ? "" : " " + sentence(Legible.text(told)));
    }

    private static String sentence(String text) {
        String begun = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }

    private static List<Fact> facts(RunStory story, Clock clock) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("began", Words.moment(clock.began())));
        facts.add(new Fact("took", Words.took(clock.whole())));
        story.start().ifPresent(start -> facts.add(new Fact("command", Legible.line(start.command()))));
        Provenance provenance = provenance(story);
        if (!provenance.commit().isEmpty()) {
            String commit = Legible.line(provenance.commit());
            String shown = commit.substring(0, Math.min(10, commit.length()));
            facts.add(new Fact("commit", shown + (provenance.dirty() ? " and changes" : "")));
        }
        return facts;
    }

    private static Provenance provenance(RunStory story) {
        return story.start()
                .flatMap(start -> Optional.ofNullable(start.provenance()))
                .orElse(Provenance.UNKNOWN);
    }

    private static List<Trouble> troubles(RunStory story, Anchors anchors, boolean alive) {
        List<Trouble> troubles = new ArrayList<>();
        for (ImageStory image : story.images()) {
            Badge badge = Badge.of(image.status(), alive);
            if (badge.tone() == Tone.BAD || badge.tone() == Tone.WARNED) {
                String hint = image.lastFailedAttempt()
                        .flatMap(attempt -> attempt.diagnosis())
                        .flatMap(why -> first(why))
                        .orElse("");
                troubles.add(new Trouble(
                        anchors.image(image), Legible.line(image.name()), badge, ImageView.trouble(image), hint));
            }
        }
        story.stackChecks().stream()
                .filter(check -> check.status()
                        .filter(status -> status == StepStatus.FAILED || status == StepStatus.ERRORED)
                        .isPresent())
                .forEach(check -> {
                    Optional<Diagnosis> why = check.end().flatMap(end -> Optional.ofNullable(end.why()));
                    troubles.add(new Trouble(
                            anchors.check(check),
                            Legible.line(check.name()),
                            Badge.ofStep(check.status(), alive),
                            Legible.text(why.map(Diagnosis::explanation).orElse("")),
                            why.flatMap(RunView::first).orElse("")));
                });
        return troubles;
    }

    private static Optional<String> first(Diagnosis why) {
        return why.remedies().stream().findFirst().map(Legible::text);
    }

    private static Tags tags(RunStory story) {
        return story.promotion().map(RunView::tags).orElse(new Tags(List.of(), ""));
    }

    private static Tags tags(PromotionEnded end) {
        return new Tags(end.moved().stream().limit(500).map(Legible::line).toList(), Legible.text(end.withheld()));
    }

    private static List<Notice> notices(RunStory story) {
        return story.notices().stream()
                .limit(MOST_NOTICES)
                .map(it -> new Notice(it.level() == Level.WARNING, Words.shortMoment(it.at()), Legible.text(it.text())))
                .toList();
    }

    private static List<Fact> source(RunReport report) {
        RunStory story = report.story();
        Provenance provenance = provenance(story);
        List<Fact> source = new ArrayList<>();
        source.add(new Fact("run", Legible.line(report.run())));
        source.add(new Fact(
                "engine", Legible.line(story.start().map(RunStarted::engine).orElse("unknown"))));
        source.add(
                new Fact("Slipway", provenance.slipway().isEmpty() ? "unknown" : Legible.line(provenance.slipway())));
        source.add(new Fact("commit", provenance.commit().isEmpty() ? "none" : Legible.line(provenance.commit())));
        source.add(new Fact(
                "work tree",
                provenance.commit().isEmpty()
                        ? "unknown"
                        : provenance.dirty() ? "differed from the commit" : "as committed"));
        source.add(new Fact("journal", Legible.line(report.journal().toString())));
        return source;
    }
}
