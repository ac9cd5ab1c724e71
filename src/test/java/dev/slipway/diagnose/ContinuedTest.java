package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContinuedTest {
    @Test
    void theRestOfAnEchoedCommandIsNoWitness() {
        List<Line> lines = Continued.joined(List.of(
                Line.of(1, "9", "[4/6] RUN ./sail || echo \"ERROR:"),
                Line.of(2, "disk quota exceeded\" && false"),
                Line.of(3, "9", "sail: bad flag")));

        assertThat(lines)
                .filteredOn(line -> !line.aside())
                .extracting(Line::text)
                .containsExactly("sail: bad flag");
    }

    @Test
    void anEchoThatEndsInALaterLineIsOneUpToThere() {
        List<Line> lines = Continued.joined(List.of(
                Line.of(1, "9", "ERROR: executor failed running [/bin/sh -c ./sail || echo \"no"),
                Line.of(2, "space left on device\"]: exit code: 1"),
                Line.of(3, "ModuleNotFoundError: No module named 'mast'"),
                Line.of(4, "10", "CANCELED")));

        assertThat(lines)
                .filteredOn(line -> !line.aside())
                .extracting(Line::text)
                .containsExactly("ModuleNotFoundError: No module named 'mast'", "CANCELED");
    }

    @Test
    void whatAProgramSaysBehindATracedCommandIsAWitness() {
        List<Line> lines = Continued.joined(List.of(
                Line.of(1, "9", "+ python sail.py"),
                Line.of(2, "ModuleNotFoundError: No module named 'mast'"),
                Line.of(3, "9", "bye")));

        assertThat(lines)
                .filteredOn(line -> !line.aside())
                .extracting(Line::text)
                .containsExactly("ModuleNotFoundError: No module named 'mast'", "bye");
    }
}
