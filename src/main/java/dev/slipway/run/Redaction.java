package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Evidence;
import dev.slipway.diagnose.Quote;
import dev.slipway.secrets.Mask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hides values in what a run tells. Spans and names of images, variants and bases stay as they are: they are the
 * pipeline file's own words, and what joins a start to its end.
 */
final class Redaction {
    private final Mask mask;

    Redaction(Mask mask) {
        this.mask = mask;
    }

    String of(String text) {
        return mask.hide(text);
    }

    Evidence of(Evidence told) {
        return told.saying(of(told.subject()), of(told.message()), mask.hide(told.lines()));
    }

    @Nullable
    Diagnosis of(@Nullable Diagnosis told) {
        return told == null
                ? null
                : new Diagnosis(
                        told.category(),
                        told.nature(),
                        told.rule(),
                        quotes(told.quotes()),
                        of(told.explanation()),
                        mask.hide(told.remedies()),
                        told.pause());
    }

    private List<Quote> quotes(List<Quote> quotes) {
        return quotes.stream()
                .map(quote -> new Quote(quote.line(), of(quote.text())))
                .toList();
    }

    /** An instruction of a Dockerfile may hold a value that was given as an argument. */
    private RunEvent inventory(RunEvent.InventoryTaken told) {
        Inventory inventory = told.inventory();
        return new RunEvent.InventoryTaken(
                told.at(),
                told.span(),
                told.image(),
                told.variant(),
                new Inventory(
                        inventory.id(),
                        inventory.bytes(),
                        inventory.layers().stream()
                                .map(layer -> new Inventory.Layer(of(layer.instruction()), layer.bytes()))
                                .toList(),
                        inventory.packages(),
                        mask.hide(inventory.unasked())));
    }

    /** A new kind of event does not compile until it is said here what of it strangers may have written. */
    RunEvent of(RunEvent event) {
        return switch (event) {
            case RunEvent.StepPrinted told -> new RunEvent.StepPrinted(told.at(), told.span(), of(told.line()));
            case RunEvent.StepStarted told ->
                new RunEvent.StepStarted(told.at(), told.span(), told.kind(), of(told.title()));
            case RunEvent.StepProgressed told ->
                new RunEvent.StepProgressed(told.at(), told.span(), of(told.text()), told.current(), told.total());
            case RunEvent.StepEnded told ->
                new RunEvent.StepEnded(
                        told.at(), told.span(), told.took(), told.status(), of(told.detail()), facts(told.facts()));
            case RunEvent.Noticed told -> new RunEvent.Noticed(told.at(), told.span(), told.level(), of(told.text()));
            case RunEvent.BaseEnded told ->
                new RunEvent.BaseEnded(
                        told.at(),
                        told.span(),
                        told.took(),
                        told.reference(),
                        told.how(),
                        told.standIn(),
                        of(told.why()),
                        told.id());
            case RunEvent.ImageStarted told ->
                new RunEvent.ImageStarted(told.at(), told.span(), told.image(), of(told.cause()));
            case RunEvent.ImageEnded told ->
                new RunEvent.ImageEnded(
                        told.at(),
                        told.span(),
                        told.took(),
                        told.image(),
                        told.status(),
                        told.result(),
                        of(told.reason()));
            case RunEvent.AttemptEnded told ->
                new RunEvent.AttemptEnded(
                        told.at(), told.span(), told.took(), told.image(), told.status(), of(told.why()), told.log());
            case RunEvent.RetryScheduled told ->
                new RunEvent.RetryScheduled(
                        told.at(),
                        told.span(),
                        told.image(),
                        told.variant(),
                        told.next(),
                        told.delay(),
                        of(told.because()));
            case RunEvent.FellBack told ->
                new RunEvent.FellBack(told.at(), told.span(), told.image(), told.from(), told.to(), of(told.because()));
            case RunEvent.RemoteAvoided told ->
                new RunEvent.RemoteAvoided(
                        told.at(),
                        of(told.span()),
                        of(told.remote()),
                        told.failures(),
                        told.by(),
                        told.because(),
                        told.pause());
            case RunEvent.RemoteAnswered told ->
                new RunEvent.RemoteAnswered(told.at(), of(told.span()), of(told.remote()), told.image());
            case RunEvent.StackCheckEnded told ->
                new RunEvent.StackCheckEnded(
                        told.at(), told.span(), told.took(), told.status(), of(told.detail()), of(told.why()));
            case RunEvent.PromotionEnded told ->
                new RunEvent.PromotionEnded(told.at(), told.span(), told.took(), told.moved(), of(told.withheld()));
            case RunEvent.RunEnded told ->
                new RunEvent.RunEnded(told.at(), told.span(), told.took(), told.verdict(), of(told.summary()));
            case RunEvent.InventoryTaken told -> inventory(told);
            case RunEvent.RunStarted told -> told;
            case RunEvent.BaseStarted told -> told;
            case RunEvent.AttemptStarted told -> told;
            case RunEvent.StackCheckStarted told -> told;
            case RunEvent.PromotionStarted told -> told;
        };
    }

    private Map<String, String> facts(Map<String, String> facts) {
        Map<String, String> hidden = new HashMap<>();
        facts.forEach((name, fact) -> hidden.put(name, of(fact)));
        return hidden;
    }
}
