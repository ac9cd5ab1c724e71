package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrappedTest {
    private static final Line RECORD = Line.of(1, "    + FullyQualifiedErrorId : NativeCommandError");
    private static final String FIRST =
            "ERROR: Could not find a version that satisfies the requirement mast==1 (from versions: none)";
    private static final String SECOND = "ERROR: No matching distribution found for mast==1";

    @Test
    void aLineWithAStepsNumberBeginsAnew() {
        List<Line> lines = Wrapped.joined(
                List.of(RECORD, Line.of(2, "9", FIRST), Line.of(3, "9", SECOND), Line.of(4, "9", "bye")));

        assertThat(lines)
                .filteredOn(line -> !line.aside())
                .extracting(Line::quote)
                .containsExactly(new Quote(2, FIRST), new Quote(3, SECOND), new Quote(4, "bye"));
    }

    @Test
    void aLineShorterThanTheRecordOfAnErrorWasNotBroken() {
        String whole = "sail: something went badly wrong, and it cannot be told why that is so";
        List<Line> lines = Wrapped.joined(List.of(
                Line.of(1, "    + CategoryInfo          : NotSpecified: (#1 [internal]:String) [], RemoteException"),
                Line.of(2, whole),
                Line.of(3, "another line, of other things")));

        assertThat(lines)
                .filteredOn(line -> !line.aside() && line.reach() == 0)
                .extracting(Line::shown)
                .containsExactly(whole, "another line, of other things");
    }

    @Test
    void aLineWithoutOneGoesOnFromTheWidestOfItsStep() {
        List<Line> lines = Wrapped.joined(List.of(
                RECORD,
                Line.of(2, "9", FIRST.substring(0, 60)),
                Line.of(3, FIRST.substring(60)),
                Line.of(4, "9", SECOND)));

        assertThat(lines)
                .filteredOn(line -> line.reach() > 0)
                .extracting(Line::text)
                .contains(FIRST)
                .noneMatch(text -> text.contains(SECOND));
    }
}
