package dev.slipway.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A copy of a pipeline file, to be changed where a test wants it otherwise. */
record PipelineText(Path file) {
    /** Gives the pipeline and its explicit tags another name; what it names above its folder is still found. */
    void rename(String name, String other) {
        String above = Matcher.quoteReplacement(Path.of("").toAbsolutePath() + "/");
        write(text().replaceFirst("(?m)^name: " + Pattern.quote(name) + "$", "name: " + other)
                .replaceAll("(?<=tags: \\[|, )" + Pattern.quote(name) + "/", other + "/")
                .replaceAll("(?<=\\s)\\.\\./\\.\\./", above));
    }

    /** Opens any free ports of this machine instead of those that are named: somebody else may have them. */
    void anyPorts() {
        write(text().replaceAll("(?<=ports: \\[|, )\"\\d+:(\\d+)\"", "$1"));
    }

    /** Takes away all variants of an image but these. */
    void keep(String image, List<String> wanted) {
        Map<?, ?> pipeline = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text());
        List<?> variants = (List<?>) in(in(in(pipeline, "images"), image), "variants");
        variants.removeIf(variant -> !wanted.contains(in(variant, "name")));
        if (variants.size() != wanted.size()) {
            throw new AssertionError("of %s, image %s has only %s".formatted(wanted, image, variants));
        }
        write(new Dump(DumpSettings.builder().build()).dumpToString(pipeline));
    }

    private static Object in(Object map, String key) {
        return Objects.requireNonNull(((Map<?, ?>) map).get(key), key);
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
