package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.diagnose.corpus.Corpus;
import dev.slipway.diagnose.corpus.Examination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Judges a collection of labelled logs that other people's builds left behind. It lies beside the project, not in it;
 * {@code -Dslipway.corpus=FILE} names another one. What it measures is how far rules written from the definitions of
 * failures carry on texts nobody wrote them for.
 */
class CorpusTest {
    private static final Path CORPUS = Path.of(System.getProperty("slipway.corpus", "../shared/failures/corpus.jsonl"));

    @Test
    void reachesItsFloors() throws IOException {
        assumeTrue(Files.isReadable(CORPUS), "no corpus at " + CORPUS.toAbsolutePath());
        Diagnostician diagnostician = new Diagnostician(RuleBook.bundled());
        Corpus corpus = Corpus.read(CORPUS, diagnostician.categories());
        Examination examination = Examination.of(corpus, diagnostician);

        assertThat(corpus.problems()).isEmpty();
        assertThat(examination.categories().percent()).as("right categories").isGreaterThanOrEqualTo(97);
        assertThat(examination.natures().percent())
                .as("right natures of failures")
                .isGreaterThanOrEqualTo(99);
        assertThat(examination.quoted().percent())
                .as("failures whose telling line is quoted")
                .isGreaterThanOrEqualTo(95);
        assertThat(examination.falseAlarms().right())
                .as("harmless logs that were accused")
                .isZero();
    }
}
