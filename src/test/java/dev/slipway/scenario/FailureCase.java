package dev.slipway.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One image that fails, as its folder in a group's folder tells: a build context, what the pipeline says of the image besides ({@code
 * image.yaml}, which may be absent), and what the diagnosis must be ({@code expected.yaml}: {@code category}, {@code
 * nature}, {@code quotes}, which one of the quoted lines must hold, and {@code pause} in seconds where one is asked for).
 */
record FailureCase(String name, Path folder, Map<String, String> expected) {
    private static final String WANTED = System.getProperty("slipway.gallery", "");

    private static final Pattern FROM = Pattern.compile("(?m)^FROM ([a-z]+:[\\w.-]+)$");

    FailureCase {
        expected = Map.copyOf(expected);
    }

    /** All folders of a group, or those that {@code -Dslipway.gallery=name,name} names. */
    static List<FailureCase> in(Path gallery) {
        Set<String> wanted =
                Arrays.stream(WANTED.split(",")).filter(name -> !name.isBlank()).collect(Collectors.toSet());
        try (Stream<Path> folders = Files.list(gallery)) {
            return folders.filter(Files::isDirectory)
                    .map(FailureCase::read)
                    .filter(each -> wanted.isEmpty() || wanted.contains(each.name()))
                    .sorted((one, other) -> one.name().compareTo(other.name()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static FailureCase read(Path folder) {
        String name = folder.getFileName().toString();
        Object parsed = new Load(LoadSettings.builder().setLabel(name).build())
                .loadFromString(text(folder.resolve("expected.yaml")));
        Map<String, String> expected = ((Map<?, ?>) parsed)
                .entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey().toString(), entry -> Objects.requireNonNull(entry.getValue())
                                        .toString()));
        return new FailureCase(name, folder, expected);
    }

    String expects(String key) {
        return Objects.requireNonNull(expected.get(key), () -> name + "/expected.yaml names no " + key);
    }

    /** The images that its Dockerfile starts from and that no stub serves. */
    List<String> bases() {
        return FROM.matcher(text(folder.resolve("Dockerfile")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Its entry under {@code images:}. */
    String entry() {
        Path more = folder.resolve("image.yaml");
        String said = Files.exists(more) ? text(more) : "";
        return "  %s:\n    context: %s/%s\n%s"
                .formatted(name, folder.getName(folder.getNameCount() - 2), name, said.indent(4));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
