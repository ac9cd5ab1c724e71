package dev.slipway.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void quotesAndBackslashesKeepWordsTogether() {
        assertThat(Words.of("  python -c 'print(\"a b\")'  two\\ words \"\" \"it's\" x'y'z "))
                .containsExactly("python", "-c", "print(\"a b\")", "two words", "", "it's", "xyz");
    }

    @Test
    void nothingIsExpanded() {
        assertThat(Words.of("echo $HOME *.py")).containsExactly("echo", "$HOME", "*.py");
        assertThat(Words.of(" \t ")).isEmpty();
    }
}
