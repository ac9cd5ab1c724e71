package dev.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
    private static final List<String> ASCENDING = List.of(
            "0.9",
            "1.0.dev1",
            "1.0.dev20240131123456",
            "1.0a1.dev3",
            "1.0a1",
            "1.0a2",
            "1.0b1",
            "1.0rc1.dev1",
            "1.0rc1",
            "1.0rc1.post1",
            "1.0rc2",
            "1.0",
            "1.0.post1.dev2",
            "1.0.post1",
            "1.0.post2",
            "1.0.1",
            "1.2",
            "1.10",
            "2");

    @Test
    void ordersAsThePackagingStandardSays() {
        List<Version> shuffled =
                new ArrayList<>(ASCENDING.stream().map(Version::parse).toList());
        Collections.shuffle(shuffled, new Random(7));
        Collections.sort(shuffled);
        assertThat(shuffled).extracting(Version::toString).isEqualTo(ASCENDING);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0.0",
        "1.0rc1, 1.0-RC.1",
        "1.0a1, 1.0alpha1",
        "1.0.post1, 1.0-1",
        "1.0.post1, 1.0.rev1",
        "v1.0, 1.0",
        "1.0+cpu, 1.0",
        "1.0rc0, 1.0c",
        "1.0.dev0, 1.0dev"
    })
    void differentSpellingsCompareAsTheSame(String one, String other) {
        assertThat(Version.parse(one)).isEqualByComparingTo(Version.parse(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one", "1.", ".1", "1..2", "1.0-", "1.0+", "1!2.0", "1.0 beta", "1.x", "1.0rc1rc2"})
    void refusesWhatIsNoVersion(String text) {
        assertThatThrownBy(() -> Version.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no version, such as 1.26.4 or 2.0rc1");
    }

    @Test
    void keepsItsTextForPeople() {
        assertThat(Version.parse(" 2.1.0+CU118 ")).hasToString("2.1.0+CU118");
    }
}
