package dev.slipway.yaml;

import dev.slipway.model.ContainerSettings.Port;
import dev.slipway.model.ContainerSettings.Volume;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of text in {@code container}. */
final class ContainerWords {
    /** What engines refuse to go below. */
    private static final long LEAST_MEMORY = 6L * 1024 * 1024;

    private static final BigDecimal LEAST_PROCESSORS = new BigDecimal("0.01");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,4}(?:\\.[0-9]{1,3})?");
    private static final Pattern PORTS = Pattern.compile("(?:([0-9]{1,5}):)?([0-9]{1,5})");
    private static final String VOLUME_EXAMPLE = "\"models:/app/models\"";
    private static final String PORT_EXAMPLE = "\"8001:8000\"";

    static final Text<Long> MEMORY = Text.of(
            Words.SIZE.wanted(),
            "2GB",
            Words.SIZE.pattern(),
            text -> enough(Words.SIZE.parser().apply(text), text));

    static final Text<BigDecimal> PROCESSORS =
            Text.of("a number of processors", "1.5", "^[0-9]{1,4}(\\.[0-9]{1,3})?$", ContainerWords::processors);

    static final Text<String> USER = Text.matching(
            "a user, or a user and a group",
            "\"1000:1000\"",
            "[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,99})?");

    static final Mapped<Mount, Volume> VOLUME = Mapped.always(
            Text.of("a volume", VOLUME_EXAMPLE, "^[^:]+:/[^:]*(:ro)?$", ContainerWords::mount),
            (mount, at) -> mount.under(at.scope()));

    static final Text<Port> PORT =
            Text.of("a port, or two", PORT_EXAMPLE, "^([0-9]{1,5}:)?[0-9]{1,5}$", ContainerWords::port);

    private ContainerWords() {}

    /** A volume as it is written. */
    record Mount(String source, String at, boolean readOnly) {
        private boolean bound() {
            return source.startsWith("/") || source.startsWith(".");
        }

        private Volume under(Scope scope) {
            return bound()
                    ? new Volume.Bound(scope.folder().resolve(source).normalize(), at, readOnly)
                    : new Volume.Named(source, at, readOnly);
        }
    }

    private static long enough(long bytes, String text) {
        if (bytes < LEAST_MEMORY) {
            throw new Misread(Quoted.of(text) + " is less than the 6 MiB that engines insist on", null);
        }
        return bytes;
    }

    private static BigDecimal processors(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new Misread(Quoted.of(text) + " is not a number of processors, such as 1.5", null);
        }
        BigDecimal number = new BigDecimal(text);
        if (number.compareTo(LEAST_PROCESSORS) < 0) {
            throw new Misread(Quoted.of(text) + " is less than the 0.01 processors that engines insist on", null);
        }
        return number;
    }

    private static Mount mount(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isBlank()) {
            throw notMount(text, null);
        }
        if (parts.length == 3 && !parts[2].equals("ro")) {
            throw notMount(
                    text, parts[2].equals("rw") ? "Maybe leave ':rw' out." : "Maybe ':ro' at the end, or nothing.");
        }
        Mount mount = new Mount(parts[0], Paths.inContainer(parts[1]), parts.length == 3);
        if (!mount.bound() && !parts[0].matches(Words.NAME_PATTERN)) {
            throw notMount(text, parts[0].contains("/") ? "Maybe " + Quoted.of("./" + text) + "?" : null);
        }
        return mount;
    }

    private static Misread notMount(String text, @Nullable String hint) {
        return new Misread(Quoted.of(text) + " is neither NAME:/path nor ./PATH:/path, with ':ro' or without", hint);
    }

    private static Port port(String text) {
        Matcher matcher = PORTS.matcher(text);
        if (!matcher.matches()) {
            throw new Misread(
                    Quoted.of(text) + " is neither HOST:CONTAINER nor a port of the container alone",
                    text.matches("[0-9.]+:[0-9]{1,5}:[0-9]{1,5}")
                            ? "Maybe " + Quoted.of(text.substring(text.indexOf(':') + 1))
                                    + "? Ports are opened on loopback alone."
                            : null);
        }
        String host = matcher.group(1);
        return new Port(host == null ? 0 : number(host), number(matcher.group(2)));
    }

    private static int number(String digits) {
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw new Misread(digits + " is not a port between 1 and 65535", null);
        }
        return port;
    }
}
