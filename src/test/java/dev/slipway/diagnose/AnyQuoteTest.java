package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnyQuoteTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "mast '(?P<mast>[^']+)' broke, mast 'fore' broke, true",
                "mast '(?P<mast>[^']+)' broke, mast \"fore\" broke, true",
                "mast '(?P<mast>[^']+)' broke, mast `fore' broke, true",
                "mast '(?P<mast>[^']+)' broke, mast ‘fore’ broke, true",
                "mast '(?P<mast>[^']+)' broke, mast fore broke, true",
                "no mast: '(?P<mast>[\\w]+)', no mast: fore, false",
                "'[^']*' is no mast of \"(?P<ship>\\S+)\"$, fore is no mast of \"gig\", true",
                "'[^']*' is no mast of \"(?P<ship>\\S+)\"$, fore is no mast of gig, false",
                "couldn't reef, couldn’t reef, true",
                "couldn't reef, couldnt reef, true",
                "keel: ['\"]lost, keel: `lost, true",
                "keel \\[\"lost\", keel ['lost', true",
                "keel[^\"] lost, keel' lost, false",
                "keel[^x] lost, keel' lost, true",
            })
    void fitsWhicheverMarkIsPrinted(String expression, String line, boolean fits) {
        assertThat(Clue.of(expression).fits(Line.of(1, line))).isEqualTo(fits);
    }
}
