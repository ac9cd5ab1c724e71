package dev.slipway.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.engine.SecretValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;

/** Whatever the values and the text, no value is told. */
class MaskPropertiesTest {
    private static Mask hiding(List<String> values) {
        Mask mask = new Mask();
        values.forEach(value -> mask.add(new SecretValue(value.getBytes(StandardCharsets.UTF_8))));
        return mask;
    }

    private static boolean tellsOnlyStars(String text) {
        return text.replace("*", "").length() < Mask.SHORTEST;
    }

    /** Half of a surrogate pair is no text: no program can print it. */
    private static boolean isText(String value) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }

    @Property(tries = 500)
    void noValueIsTold(
            @ForAll @Size(min = 1, max = 4) @UniqueElements
                    List<@StringLength(min = 4, max = 40) @NotBlank String> values,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 3) Integer> order,
            @ForAll @StringLength(max = 20) String between) {
        Assume.that(values.stream().allMatch(MaskPropertiesTest::isText));
        StringBuilder text = new StringBuilder(between);
        order.forEach(at -> text.append(values.get(at % values.size())).append(between));
        String told = hiding(values).hide(text.toString());
        for (String value : values) {
            Assume.that(!between.contains(value) && !tellsOnlyStars(value));
            assertThat(told).doesNotContain(value);
        }
    }

    @Property(tries = 500)
    void noEncodingOfAValueIsTold(
            @ForAll @StringLength(min = 8, max = 60) String value, @ForAll @IntRange(max = 2) int before) {
        Assume.that(isText(value) && value.strip().length() >= 8);
        Mask mask = hiding(List.of(value));
        String url = URLEncoder.encode(value, StandardCharsets.UTF_8);
        assertThat(mask.hide("q=" + url + "&")).doesNotContain(url);
        byte[] within = ("u".repeat(before) + value + ":tail").getBytes(StandardCharsets.UTF_8);
        int own = value.getBytes(StandardCharsets.UTF_8).length;
        String whole = Base64.getEncoder().encodeToString(within);
        // Characters whose six bits are all the value's.
        String inside = whole.substring((before * 8 + 5) / 6, (before + own) * 8 / 6);
        assertThat(mask.hide("Basic " + whole)).doesNotContain(inside);
    }

    @Property(tries = 300)
    void noJsonOfAValueIsTold(@ForAll @StringLength(min = 4, max = 40) String value, @ForAll boolean ascii)
            throws JsonProcessingException {
        Assume.that(isText(value) && value.strip().length() >= 4 && !tellsOnlyStars(value));
        JsonMapper writer = JsonMapper.builder()
                .configure(JsonWriteFeature.ESCAPE_NON_ASCII, ascii)
                .build();
        String written = writer.writeValueAsString(value);
        assertThat(hiding(List.of(value)).hide(written)).isEqualTo("\"***\"");
    }

    @Property(tries = 300)
    void aCutNeverShowsMoreThanThreeCharacters(
            @ForAll @StringLength(min = 12, max = 12) @NotBlank String value,
            @ForAll @IntRange(min = 4, max = 12) int kept) {
        Assume.that(isText(value) && isText(value.substring(0, kept)) && !tellsOnlyStars(value.substring(0, kept)));
        assertThat(hiding(List.of(value)).hide("::" + value.substring(0, kept))).doesNotContain(value.substring(0, 4));
    }

    @Property(tries = 300)
    void aTextWithoutAValueStaysAsItIs(@ForAll @StringLength(max = 200) String text) {
        assertThat(hiding(List.of("a-value-that-no-text-holds-by-chance")).hide(text))
                .isEqualTo(text);
    }
}
