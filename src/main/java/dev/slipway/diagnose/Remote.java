package dev.slipway.diagnose;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The other side of a connection that failed, as the quoted lines name it: a package index, a mirror, a registry, a
 * model hub. Two diagnoses with an equal remote failed at the same one. {@code name} is lower case, a host with its port
 * where one was given.
 */
public record Remote(String name) {
    /** What the engine asks when a reference names no registry. */
    public static final Remote DEFAULT_REGISTRY = new Remote("the engine's default registry");

    /** The surest first: an address before a mere name. A resolver's own address is none of them. */
    private static final List<Clue> CLUES = List.of(
            Clue.of("https?://(?:[^@/\\s]*@)?(?P<host>[A-Za-z0-9][\\w.-]*(?::\\d{1,5})?)"),
            Clue.of("host='(?P<host>[^']+)', port=(?P<port>\\d{1,5})"),
            Clue.of("(?i)could not resolve host(?: name)?:? ['\"]?(?P<host>[\\w.-]+)"),
            Clue.of("(?i)temporary failure resolving '(?P<host>[^']+)'"),
            Clue.of("(?:EAI_AGAIN|ENOTFOUND) (?P<host>[\\w-]+(?:\\.[\\w-]+)+)"),
            Clue.of("lookup (?P<host>[\\w-]+(?:\\.[\\w-]+)+)(?: on \\S+)?: "),
            Clue.of("(?i)failed to resolve '(?P<host>[^']+)'"),
            Clue.of("(?i)failed to connect to (?P<host>[\\w.-]+) port (?P<port>\\d{1,5})"),
            Clue.of("(?i)(?:unable to|could not|cannot) connect to (?P<host>[\\w.-]+:\\d{1,5})"),
            Clue.of("(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT) (?P<host>[\\w.-]+:\\d{1,5})"),
            Clue.of("dial tcp(?: \\[?[0-9a-f.:]+\\]?->)? (?P<host>[\\w.-]+:\\d{1,5})"));

    /** How we say ourselves what was pulled. */
    private static final Clue PULLED = Clue.of("^(?:pulling|looking for|providing) (?P<reference>[\\w.:/@-]+?):? ");

    /** Empty when no line names one: then nothing is known of whom it shares its failure with. */
    public static Optional<Remote> of(Diagnosis diagnosis) {
        for (Quote quote : diagnosis.quotes()) {
            Line line = Line.of(quote.line(), quote.text());
            for (Clue clue : CLUES) {
                Optional<Remote> named = clue.in(line).map(Remote::named);
                if (named.isPresent()) {
                    return named;
                }
            }
        }
        return diagnosis.quotes().stream()
                .flatMap(quote -> PULLED.in(Line.of(quote.line(), quote.text())).stream())
                .map(found -> registry(found.getOrDefault("reference", "")))
                .findFirst();
    }

    /** Whom the engine asks for an image. The first part of a reference is a host when it has a dot or a port. */
    public static Remote registry(String reference) {
        int slash = reference.indexOf('/');
        String first = slash < 0 ? "" : reference.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        return host ? new Remote(first.toLowerCase(Locale.ROOT)) : DEFAULT_REGISTRY;
    }

    private static Remote named(Map<String, String> found) {
        String host = found.getOrDefault("host", "");
        String port = found.get("port");
        boolean usual = port == null || port.equals("80") || port.equals("443");
        return new Remote((usual ? host : host + ":" + port).toLowerCase(Locale.ROOT));
    }
}
