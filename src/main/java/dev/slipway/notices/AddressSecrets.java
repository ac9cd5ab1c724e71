package dev.slipway.notices;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of a web address is to be hidden wherever it stands: all of it, who asks, values of its query that are named like secrets,
 * and whatever looks drawn by lot. A word such as {@code /health} is not: it stands in too many texts that have nothing to do
 * with the address.
 */
final class AddressSecrets {
    /** Tokens are longer than most words, and words joined to this length stand in few texts. */
    private static final int LONG = 16;

    /** Of what is shorter, chance makes words. */
    private static final int SHORTEST_TOKEN = 6;

    private static final Pattern SEPARATORS = Pattern.compile("[/?&=:@;,#]+");
    private static final Pattern JOINTS = Pattern.compile("[-_.~+%]+");
    /** Words, numbers, and words with a number behind them, as hosts and workers have. */
    private static final Pattern PLAIN = Pattern.compile("[0-9]*|(?:[A-Za-z]|[A-Z]+|(?:[A-Z]?[a-z]{2,}+)*+)[0-9]{0,3}");

    private static final Pattern SECRET_NAME =
            Pattern.compile(".*(?:token|key|secret|pass|pwd|auth|sig|code|hash|credential).*");

    private AddressSecrets() {}

    /** @param url of a form that {@link Post#address} takes */
    static List<String> of(String url) {
        URI address = URI.create(url);
        Set<String> parts = new LinkedHashSet<>();
        parts.add(url);
        String user = address.getRawUserInfo() == null ? "" : address.getRawUserInfo();
        parts.add(user);
        parts.add(user.substring(user.indexOf(':') + 1));
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : address.getRawQuery();
        List<String> telling = new ArrayList<>(tokens(path));
        for (String pair : query.split("[&;]", -1)) {
            String value = pair.substring(pair.indexOf('=') + 1);
            String name = pair.substring(0, pair.length() - value.length());
            if (SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
                telling.add(value);
            }
            telling.addAll(tokens(value));
        }
        if (!telling.isEmpty()) {
            parts.addAll(telling);
            parts.add(rest(url));
        }
        return parts.stream().filter(part -> !part.isEmpty()).toList();
    }

    /** All behind the host, as a server repeats it; empty where there is nothing but a slash. */
    static String rest(String url) {
        String host = Recipient.authority(url);
        String rest = url.substring(Math.min(url.length(), url.indexOf(host) + host.length()));
        return rest.length() > 1 ? rest : "";
    }

    /** Whether a part of an address may not stand anywhere. */
    static boolean telling(String part) {
        return !tokens(part).isEmpty();
    }

    private static List<String> tokens(String part) {
        return SEPARATORS.splitAsStream(part).filter(AddressSecrets::token).toList();
    }

    private static boolean token(String piece) {
        return piece.length() >= LONG
                || (piece.length() >= SHORTEST_TOKEN
                        && !Stream.of(JOINTS.split(piece, -1))
                                .allMatch(run -> PLAIN.matcher(run).matches()));
    }
}
