package dev.slipway.stack;

import dev.slipway.stack.Role.Cast;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the labels of a standing container say of it: enough to list the stack, to tell what changed and to take it down
 * without the pipeline file. {@code place} counts in the order of the start. There is no owner among them: what stands
 * is nobody's run, and is not swept when a process dies, unless the stack was made for one.
 */
public record Mark(String stack, String role, int place, Cast cast, String fingerprint, List<Integer> web) {
    /** On every container, network and volume of a stack; its value is {@link StackName#label}. */
    public static final String STACK = "dev.slipway.stack";

    /** On containers, network and volumes: the folder of the project from which they were raised. */
    public static final String PROJECT = "dev.slipway.stack.project";

    private static final String ROLE = "dev.slipway.stack.role";
    private static final String PLACE = "dev.slipway.stack.place";
    private static final String IMAGE = "dev.slipway.stack.image";
    private static final String TITLE = "dev.slipway.stack.title";
    private static final String KIND = "dev.slipway.stack.kind";
    private static final String FINGERPRINT = "dev.slipway.stack.fingerprint";
    private static final String WEB = "dev.slipway.stack.web";

    public Mark {
        web = List.copyOf(web);
    }

    static Mark of(StackName stack, Role role, int place) {
        return new Mark(
                stack.label(),
                role.name(),
                place,
                role.cast(),
                role.fingerprint(),
                role.manner().doors().web());
    }

    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(STACK, stack);
        labels.put(ROLE, role);
        labels.put(PLACE, Integer.toString(place));
        labels.put(IMAGE, cast.imageId());
        labels.put(TITLE, cast.title());
        labels.put(KIND, cast.kind().name().toLowerCase(Locale.ROOT));
        labels.put(FINGERPRINT, fingerprint);
        labels.put(WEB, web.stream().map(String::valueOf).collect(Collectors.joining(",")));
        return labels;
    }

    /** Empty when these are not labels as {@link #labels} makes them; a later version may write others. */
    static Optional<Mark> parse(Map<String, String> labels) {
        String stack = labels.get(STACK);
        String role = labels.get(ROLE);
        if (stack == null || role == null) {
            return Optional.empty();
        }
        Cast cast = new Cast(
                labels.getOrDefault(IMAGE, ""), labels.getOrDefault(TITLE, ""), kind(labels.getOrDefault(KIND, "")));
        return Optional.of(new Mark(
                stack,
                role,
                number(labels.getOrDefault(PLACE, "")),
                cast,
                labels.getOrDefault(FINGERPRINT, ""),
                Arrays.stream(labels.getOrDefault(WEB, "").split(",", -1))
                        .map(Mark::number)
                        .filter(port -> port > 0)
                        .toList()));
    }

    private static Cast.Kind kind(String text) {
        return Arrays.stream(Cast.Kind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(text))
                .findFirst()
                .orElse(Cast.Kind.PREFERRED);
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }
}
