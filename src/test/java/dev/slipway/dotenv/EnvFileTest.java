package dev.slipway.dotenv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dotenv.EnvFile.Line;
import dev.slipway.dotenv.EnvFile.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {
    private static Map<String, String> values(String text) {
        return ((Reading.Read) EnvFile.parse(text, "a.env")).file().values();
    }

    private static String mistakes(String text) {
        return ((Reading.Refused) EnvFile.parse(text, "a.env"))
                .mistakes().stream().map(mistake -> mistake + "\n").collect(Collectors.joining());
    }

    @Test
    void whatPeopleWrite() {
        assertThat(
                        values(
                                """
                                # settings of the database
                                DB_HOST=db
                                export DB_PORT = 5432   # the usual one
                                  DB_NAME=sales#2024

                                EMPTY=
                                ALSO_EMPTY= # nothing
                                HASH=#1
                                PASSWORD='p4$$ "w" \\n # rd'
                                GREETING="a\\tb\\\\c \\"d\\" \\$E ${F} \\x" # kept
                                KEY="-----BEGIN-----
                                line 2
                                -----END-----"
                                spring.profile-name=prod
                                URL=postgres://u:p@db/x?a=b
                                DB_HOST=other
                                export=1
                                """))
                .isEqualTo(Map.ofEntries(
                        Map.entry("DB_HOST", "other"),
                        Map.entry("DB_PORT", "5432"),
                        Map.entry("DB_NAME", "sales#2024"),
                        Map.entry("EMPTY", ""),
                        Map.entry("ALSO_EMPTY", ""),
                        Map.entry("HASH", "#1"),
                        Map.entry("PASSWORD", "p4$$ \"w\" \\n # rd"),
                        Map.entry("GREETING", "a\tb\\c \"d\" $E ${F} \\x"),
                        Map.entry("KEY", "-----BEGIN-----\nline 2\n-----END-----"),
                        Map.entry("spring.profile-name", "prod"),
                        Map.entry("URL", "postgres://u:p@db/x?a=b"),
                        Map.entry("export", "1")));
    }

    @Test
    void windowsLinesAndAByteOrderMark() {
        assertThat(values("\uFEFFA=1\r\nB='x\r\ny'\r\n")).isEqualTo(Map.of("A", "1", "B", "x\ny"));
    }

    @Test
    void everyMistakeIsToldWithItsPlaceAndNoValue() {
        assertThat(
                        mistakes(
                                """
                                hunter2 is my password
                                A=1
                                  =hunter2
                                B='x' hunter2
                                9LIVES=hunter2
                                C="one
                                two" hunter2
                                D="hunter2
                                E=1
                                """))
                .isEqualTo(
                        """
                        a.env:1:9: here a '=' is wanted after the name. Maybe write NAME=VALUE, or '#' before a comment.
                        a.env:3:3: here a variable's name is wanted, such as DB_HOST
                        a.env:4:7: after the closing quote only a comment may stand. Maybe write '\\"' for a quote inside.
                        a.env:5:1: here a variable's name is wanted, such as DB_HOST
                        a.env:7:6: after the closing quote only a comment may stand. Maybe write '\\"' for a quote inside.
                        a.env:8:3: the quote " that opens here is not closed
                        """);
        assertThat(mistakes("A='x\0y'")).contains("a.env:1:8: the value of 'A' holds a NUL character");
    }

    @Test
    void aLineIsKnownByItsNumber() {
        EnvFile file = ((Reading.Read) EnvFile.parse("A='1\n2'\n\nB=3\nA=4\n", "a.env")).file();
        assertThat(file.lines()).isEqualTo(Map.of("A", new Line("4", 5), "B", new Line("3", 4)));
        assertThat(file.toString()).doesNotContain("A=4").contains("line 5");
    }

    @Test
    void filesThatCannotBeRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("x.env");
        assertThat(told(file)).isEqualTo("x.env: there is no such file");
        Files.write(file, new byte[] {'A', '=', (byte) 0xff});
        assertThat(told(file)).isEqualTo("x.env: is not UTF-8");
        Files.write(file, new byte[1024 * 1024 + 1]);
        assertThat(told(file)).contains("larger than 1 MiB");
        Files.writeString(file, "A=ä\n", StandardCharsets.UTF_8);
        assertThat(EnvFile.read(file, "x.env")).isInstanceOf(Reading.Read.class);
    }

    private static String told(Path file) {
        return ((Reading.Refused) EnvFile.read(file, "x.env")).mistakes().get(0).toString();
    }

    @Property
    void whatIsQuotedComesBack(@ForAll @Size(max = 8) Map<@StringLength(max = 4) String, String> wild) {
        Map<String, String> given = wild.entrySet().stream()
                .collect(Collectors.toMap(
                        pair -> "V" + pair.getKey().hashCode() + "_"
                                + pair.getKey().length(),
                        pair -> pair.getValue().replace("\0", "").replace("\r", ""),
                        (one, other) -> other));
        String text = given.entrySet().stream()
                .map(pair -> pair.getKey().replace("-", "_") + "=\""
                        + pair.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
                .collect(Collectors.joining());
        Map<String, String> expected = given.entrySet().stream()
                .collect(Collectors.toMap(pair -> pair.getKey().replace("-", "_"), Map.Entry::getValue));
        assertThat(values(text)).isEqualTo(expected);
    }

    @Property
    void anyTextIsReadOrRefusedWithPlacesInIt(@ForAll @StringLength(max = 200) String text) {
        long lines = text.replace("\r\n", "\n").replace('\r', '\n').lines().count();
        switch (EnvFile.parse(text, "a.env")) {
            case Reading.Read read ->
                assertThat(read.file().lines().values())
                        .allSatisfy(line -> assertThat((long) line.number()).isBetween(1L, lines));
            case Reading.Refused refused -> {
                assertThat(refused.mistakes()).isNotEmpty();
                assertThat(refused.mistakes())
                        .allSatisfy(mistake ->
                                assertThat((long) mistake.origin().line()).isBetween(1L, lines));
            }
        }
    }
}
