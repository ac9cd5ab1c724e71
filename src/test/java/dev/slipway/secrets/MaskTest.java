package dev.slipway.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {
    private final Mask mask = new Mask();

    private boolean add(String value) {
        return mask.add(new SecretValue(value.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void hidesTheValueWhereverItStands() {
        add("s3cr3t-t0ken");
        assertThat(mask.hide("--token=s3cr3t-t0ken, again s3cr3t-t0ken")).isEqualTo("--token=***, again ***");
        assertThat(mask.hide("s3cr3t-t0ken")).isEqualTo("***");
        assertThat(mask.hide("s3cr3t tokens are not shown")).isEqualTo("s3cr3t tokens are not shown");
    }

    @Test
    void knowsNothingBeforeItWasTold() {
        assertThat(mask.hide("s3cr3t-t0ken")).isEqualTo("s3cr3t-t0ken");
        assertThat(mask.hide("")).isEmpty();
    }

    @Test
    void valuesThatOverlapAreHiddenTogether() {
        add("abcdefgh");
        add("fghijklm");
        add("cdef");
        assertThat(mask.hide("<abcdefghijklm>")).isEqualTo("<***>");
        assertThat(mask.hide("<abcdefghabcdefgh>")).isEqualTo("<***>");
        assertThat(mask.hide("<cdef><cdefg>")).isEqualTo("<***><***g>");
    }

    @Test
    void eachLineOfAValueIsHidden() {
        add("-----BEGIN KEY-----\r\n  MIIEvQIBADANBg\r\n}\r\n-----END KEY-----\n");
        assertThat(mask.hide("#9 0.2 MIIEvQIBADANBg")).isEqualTo("#9 0.2 ***");
        assertThat(mask.hide("-----END KEY-----")).isEqualTo("***");
        assertThat(mask.hide("if {}")).isEqualTo("if {}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p%40ss%2Fw%20rd%26more",
                "p%40ss%2fw%20rd%26more",
                "p%40ss/w%20rd%26more",
                "p%40ss%2Fw+rd%26more",
                "cEBzcy93IHJkJm1vcmU=",
                "cEBzcy93IHJkJm1vcmU",
                "p@ss/w rd&more"
            })
    void encodingsAreHidden(String written) {
        add("p@ss/w rd&more");
        assertThat(mask.hide("https://index.example.org/?key=" + written + "&x"))
                .doesNotContain(written);
    }

    @Test
    void quotesAndLineBreaksAsJsonAndShellsWriteThem() {
        add("it's a \"long\"\nvalue");
        assertThat(mask.hide("{\"t\":\"it's a \\\"long\\\"\\nvalue\"}")).isEqualTo("{\"t\":\"***\"}");
        assertThat(mask.hide("TOKEN='it'\\''s a \"long\"'")).isEqualTo("TOKEN='***'");
    }

    @Test
    void aPasswordInABasicLoginIsHidden() {
        add("correct horse battery");
        for (String user : List.of("u", "us", "use", "user")) {
            String header = Base64.getEncoder()
                    .encodeToString((user + ":correct horse battery").getBytes(StandardCharsets.UTF_8));
            String told = mask.hide("Authorization: Basic " + header);
            assertThat(told)
                    .contains("***")
                    .doesNotContain(header.substring(header.length() - 10, header.length() - 3));
        }
    }

    @Test
    void longBase64IsHiddenInTheLinesThatItIsBrokenInto() {
        byte[] value = "0123456789abcdefghijklmnopqrstuvwxyz".repeat(6).getBytes(StandardCharsets.UTF_8);
        mask.add(new SecretValue(value));
        for (int width : new int[] {64, 76}) {
            String lines = Base64.getMimeEncoder(width, new byte[] {'\n'}).encodeToString(value);
            assertThat(mask.hide(lines).lines()).containsOnly("***");
        }
    }

    @Test
    void bytesThatAreNoTextAreHiddenInBase64() {
        byte[] value = {0, -1, 17, -128, 99, 4, -77, 12, 1};
        mask.add(new SecretValue(value));
        assertThat(mask.hide("key: " + Base64.getEncoder().encodeToString(value)))
                .isEqualTo("key: ***");
    }

    @Test
    void whatALimitCutOffIsHiddenToo() {
        add("s3cr3t-t0ken");
        assertThat(mask.hide("the token is s3cr3t-t")).isEqualTo("the token is ***");
        assertThat(mask.hide("the token is s3cr… (4711 more bytes)")).isEqualTo("the token is ***… (4711 more bytes)");
        assertThat(mask.hide("the token is s3c")).isEqualTo("the token is s3c");
    }

    @Test
    void shortValuesAreNotHiddenAndThatIsSaid() {
        assertThat(add("abc")).isFalse();
        assertThat(add(" abc\n")).isFalse();
        assertThat(add("abcd")).isTrue();
        assertThat(mask.hide("abc abcd")).isEqualTo("abc ***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Go, which escapes for HTML unless told not to.
                "a\\u0026b\\u003cc\\u003e\\u2028d/é\\\"\\\\\\b\\f\\r\\t\\n\\u0001\u007fz",
                "a\\u0026b\\u003cc\\u003e\\u2028d/é\\\"\\\\\\u0008\\u000c\\r\\t\\n\\u0001\u007fz",
                "a&b<c>\\u2028d/é\\\"\\\\\\b\\f\\r\\t\\n\\u0001\u007fz",
                // The same in upper case.
                "a\\u0026b\\u003Cc\\u003E\\u2028d/é\\\"\\\\\\b\\f\\r\\t\\n\\u0001\u007fz",
                // Python.
                "a&b<c>\\u2028d/\\u00e9\\\"\\\\\\b\\f\\r\\t\\n\\u0001\\u007fz",
                // PHP.
                "a&b<c>\\u2028d\\/\\u00e9\\\"\\\\\\b\\f\\r\\t\\n\\u0001\u007fz",
                // JavaScript.
                "a&b<c>\u2028d/é\\\"\\\\\\b\\f\\r\\t\\n\\u0001\u007fz",
            })
    void jsonIsHiddenWhateverWritesIt(String written) {
        add("a&b<c>\u2028d/é\"\\\b\f\r\t\n\u0001\u007fz");
        assertThat(mask.hide("{\"token\":\"" + written + "\"}")).isEqualTo("{\"token\":\"***\"}");
    }

    @Test
    void backslashesWithinAShellsDoubleQuotes() {
        add("pa$$word`with\"all\\of'it");
        assertThat(mask.hide("TOKEN=\"pa\\$\\$word\\`with\\\"all\\\\of'it\"")).isEqualTo("TOKEN=\"***\"");
    }

    @Test
    void whatIsKnownAlreadyChangesNothing() {
        add("s3cr3t-t0ken");
        List<String> before = mask.forms();
        add("s3cr3t-t0ken");
        assertThat(mask.forms()).isSameAs(before);
    }
}
