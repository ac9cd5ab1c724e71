package dev.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            >=4.8,<5   | 4.8.0          | true
            >=4.8,<5   | 4.10.0.84      | true
            >=4.8,<5   | 4.7.9          | false
            >=4.8,<5   | 5.0            | false
            <2         | 2.0rc1         | false
            <2         | 2.0.0.dev1     | false
            <2         | 1.26.4         | true
            <2         | 1.99rc1        | true
            <2rc2      | 2rc1           | true
            >1.7       | 1.7.post1      | false
            >1.7       | 1.7.1          | true
            >1.7.post1 | 1.7.post2      | true
            >1.7       | 1.7+cpu        | false
            >=1.7      | 1.7.post1      | true
            >=2        | 2rc1           | false
            <=1.7      | 1.7+cpu        | true
            ==1.26.*   | 1.26.4         | true
            ==1.26.*   | 1.27           | false
            ==1.26.*   | 1.26.0rc1      | true
            ==1.0.*    | 1              | true
            !=1.26.*   | 1.26.4         | false
            !=1.26.*   | 1.25           | true
            ==2.1.0    | 2.1+cpu        | true
            ==2.1+cpu  | 2.1+cpu        | true
            ==2.1+cpu  | 2.1+cu118      | false
            ~=2.1      | 2.9            | true
            ~=2.1      | 3.0            | false
            ~=2.1      | 2.0            | false
            ~=1.4.5    | 1.4.9          | true
            ~=1.4.5    | 1.5.0          | false
            >= 1.0 , < 2 | 1.5          | true
            *          | 0.0.1          | true
            """)
    void contains(String range, String version, boolean expected) {
        assertThat(VersionRange.parse(range).contains(version)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            4.8      | '4.8' is no version clause; write >=, >, <=, <, ==, != or ~= first
            >=1,     | '' is no version clause; write >=, >, <=, <, ==, != or ~= first
            >=1.*    | '.*' goes only with == and !=, not with '>=1.*'
            ~=2      | '~=' wants at least two numbers, as in ~=2.1
            >=x      | 'x' is no version, such as 1.26.4 or 2.0rc1
            ===1     | '=1' is no version, such as 1.26.4 or 2.0rc1
            """)
    void refuses(String range, String sentence) {
        assertThatThrownBy(() -> VersionRange.parse(range))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void printsAsItWasMeant() {
        assertThat(VersionRange.parse(" >=1.0 , !=1.2.* ")).hasToString(">=1.0,!=1.2.*");
        assertThat(VersionRange.parse("*")).isEqualTo(VersionRange.ANY).hasToString("");
    }
}
