package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineBytesTest {
    private static final List<String> WORDS =
            List.of("ERROR: ", "no such", " file", "\u2501\u2501", "\t", "deck ", "err", "or", "\r", "\u000b");

    /** Of a thousand lines, so many tell something; the longest have so many bytes. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 80",
        "2, 1, 200",
        "3, 5, 40",
        "4, 30, 120",
        "5, 300, 90",
        "6, 1000, 100",
        "7, 0, 4",
        "8, 3, 3",
        "9, 20, 70000",
        "10, 200, 400000",
        "11, 0, 1500000",
        "12, 500, 1500000",
        "13, 1000, 12",
        "14, 900, 40",
    })
    void keepsWhatReadingLineByLineKeeps(long seed, int telling, int longest) {
        Random random = new Random(seed);
        byte[] log = log(random, 3_000_000 + random.nextInt(1_000_000), telling, longest);

        assertThat(read(log, random)).isEqualTo(LineByLine.read(log));
    }

    /** Of stretches full of telling lines only the newest are kept, unless they are followed by quiet ones. */
    @ParameterizedTest
    @CsvSource({"41, 20, 300000", "42, 60, 70000", "43, 90, 1000000", "44, 150, 600000"})
    void keepsTheSameWhereTellingStretchesComeAndGo(long seed, int longest, int stretch) {
        Random random = new Random(seed);
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        while (log.size() < 5_000_000) {
            log.writeBytes(log(random, random.nextInt(stretch), 1000, longest));
            log.writeBytes(log(random, random.nextInt(random.nextInt(5) == 0 ? stretch : 1500), 0, longest));
        }

        assertThat(read(log.toByteArray(), random)).isEqualTo(LineByLine.read(log.toByteArray()));
    }

    @ParameterizedTest
    @CsvSource({"21, 0", "22, 1", "23, 65535", "24, 65536", "25, 65537", "26, 262144", "27, 524288", "28, 524289"})
    void endsWhereTheLogEnds(long seed, int size) {
        Random random = new Random(seed);
        byte[] one = "x".repeat(size).getBytes(StandardCharsets.UTF_8);
        byte[] many = log(random, size, 100, 90);

        assertThat(read(one, random)).isEqualTo(LineByLine.read(one));
        assertThat(read(many, random)).isEqualTo(LineByLine.read(many));
    }

    /** Lines as long as the whole buffer, a little shorter or longer, stand anywhere between very short ones. */
    @ParameterizedTest
    @CsvSource({"31, 524283, 524292", "32, 262125, 262150", "33, 262144, 524292", "34, 300000, 400000"})
    void shortensEachLongLineWhereverItStands(long seed, int from, int to) {
        Random random = new Random(seed);

        for (int round = 0; round < 10; round++) {
            byte[] log = mixed(random, 12, from, to);

            assertThat(read(log, random)).isEqualTo(LineByLine.read(log));
        }
    }

    private static byte[] mixed(Random random, int longLines, int from, int to) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        for (int line = 0; line < longLines; line++) {
            for (int few = random.nextInt(5); few > 0; few--) {
                log.writeBytes(letters(random, random.nextInt(5)));
            }
            log.writeBytes(letters(random, from + random.nextInt(to - from + 1)));
        }
        return log.toByteArray();
    }

    /** A line of so many bytes, no two places of it alike, and sometimes one that tells something in its middle. */
    private static byte[] letters(Random random, int length) {
        byte[] line = new byte[length + 1];
        for (int at = 0; at < length; at++) {
            line[at] = (byte) ('a' + random.nextInt(26));
        }
        if (length > 1000 && random.nextInt(3) == 0) {
            byte[] word = "error".getBytes(StandardCharsets.UTF_8);
            System.arraycopy(word, 0, line, random.nextInt(length - word.length), word.length);
        }
        line[length] = '\n';
        return line;
    }

    /** Handed over in pieces of any size. */
    private static List<BuildLog.Raw> read(byte[] log, Random random) {
        LineBytes lines = new LineBytes();
        int at = 0;
        while (at < log.length) {
            int end = Math.min(log.length, at + 1 + random.nextInt(100_000));
            lines.take(log, at, end);
            at = end;
        }
        assertThat(lines.length()).isEqualTo(log.length);
        return lines.end();
    }

    private static byte[] log(Random random, int size, int telling, int longest) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        boolean burst = false;
        while (log.size() < size) {
            int length = random.nextInt(random.nextInt(100) == 0 || longest < 1000 ? longest : 1000);
            StringBuilder line = new StringBuilder();
            while (line.length() < length) {
                line.append(random.nextInt(40) == 0 ? " x" : Integer.toString(random.nextInt(), 36));
            }
            // Telling lines come alone and in heaps, with words at any place.
            burst = random.nextInt(10) == 0 ? random.nextInt(1000) < telling : burst && random.nextInt(3) > 0;
            if (burst || random.nextInt(1000) < telling) {
                line.insert(random.nextInt(line.length() + 1), WORDS.get(random.nextInt(2)));
            }
            line.insert(random.nextInt(line.length() + 1), WORDS.get(2 + random.nextInt(WORDS.size() - 2)));
            log.writeBytes(line.append(random.nextInt(50) == 0 ? "\r\n" : "\n")
                    .toString()
                    .getBytes(StandardCharsets.UTF_8));
        }
        return Arrays.copyOf(log.toByteArray(), size);
    }
}
