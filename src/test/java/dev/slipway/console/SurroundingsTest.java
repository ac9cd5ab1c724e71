package dev.slipway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  |                                 | TTY   | true  | true",
                "false |                                 | PLAIN | false | true",
                "true  | CI=true                         | PLAIN | true  | true",
                "true  | CI=false                        | TTY   | true  | true",
                "true  | TERM=dumb                       | PLAIN | false | false",
                "true  | TERM=linux                      | TTY   | true  | false",
                "true  | NO_COLOR=1                      | TTY   | false | true",
                "true  | NO_COLOR=                       | TTY   | true  | true",
                "true  | CLICOLOR=0                      | TTY   | false | true",
                "false | FORCE_COLOR=1                   | PLAIN | true  | true",
                "false | FORCE_COLOR=0                   | PLAIN | false | true",
                "false | CLICOLOR_FORCE=1                | PLAIN | true  | true",
                "false | FORCE_COLOR=1 NO_COLOR=1        | PLAIN | false | true",
                "false | CI=true FORCE_COLOR=1 TERM=dumb | PLAIN | true  | true",
            })
    void decidesModeColourAndSigns(
            boolean terminal, String environment, OutputMode mode, boolean colour, boolean unicode) {
        Surroundings surroundings =
                new Surroundings(parse(environment == null ? "" : environment), terminal, StandardCharsets.UTF_8);
        assertThat(surroundings.resolve(OutputMode.AUTO)).isEqualTo(mode);
        assertThat(surroundings.look()).isEqualTo(new Look(colour, unicode));
    }

    @Test
    void usesNoSignsThatTheEncodingLacks() {
        Surroundings ascii = new Surroundings(Map.of(), true, StandardCharsets.US_ASCII);
        assertThat(ascii.look()).isEqualTo(new Look(true, false));
        for (Glyph glyph : Glyph.values()) {
            assertThat(glyph.in(ascii.look())).as(glyph.name()).matches("[ -~]");
            assertThat(Columns.of(glyph.in(new Look(true, true))))
                    .as(glyph.name())
                    .isOne();
        }
    }

    @Test
    void anExplicitModeIsItsOwn() {
        Surroundings pipe = new Surroundings(Map.of("CI", "true"), false, StandardCharsets.UTF_8);
        assertThat(pipe.resolve(OutputMode.TTY)).isEqualTo(OutputMode.TTY);
        assertThatThrownBy(() -> pipe.environment().put("A", "b")).isInstanceOf(UnsupportedOperationException.class);
    }

    private static Map<String, String> parse(String environment) {
        Map<String, String> values = new HashMap<>();
        for (String setting : environment.split(" ", -1)) {
            if (setting.contains("=")) {
                values.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
            }
        }
        return values;
    }
}
