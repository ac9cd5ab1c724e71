package dev.slipway.cli;

import dev.slipway.dotenv.EnvFile;
import dev.slipway.history.Ledger;
import dev.slipway.nightly.timer.Errand;
import dev.slipway.secrets.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is secret in what a timer is to start: passwords within addresses, and secret parameters of the command line. */
record NightSecrets(Errand errand, Map<String, String> parameters) {
    private static final String PASSWORD = "PGPASSWORD";

    /** As in {@code http://user:password@host}; a password that is not encoded may hold any sign. */
    private static final Pattern WHO = Pattern.compile("(?is)((?:(?:[a-z][a-z0-9+.-]*:)+//)?+[^:@/]*:)(.+)(@[^@]*)");

    private static final Pattern QUERY = Pattern.compile("(?i)([?&][^=&]*password=)[^&]+");
    private static final Set<String> ADDRESSES =
            Set.of(Ledger.VARIABLE, "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "DOCKER_HOST");

    /** @param parameters the values of the pipeline's secret parameters, by name */
    NightSecrets {
        parameters = Map.copyOf(parameters);
    }

    /** The errand as it may be told. */
    Errand shown() {
        Map<String, String> variables = new TreeMap<>();
        errand.variables().forEach((name, value) -> variables.put(name, hidden(name, value)));
        List<String> words =
                errand.words().stream().map(word -> given(word).orElse(word)).toList();
        return new Errand(
                errand.pipeline(),
                errand.root(),
                words,
                variables,
                errand.at(),
                errand.jitter(),
                errand.launcher(),
                errand.output());
    }

    /** Where secrets stand in the errand: names of variables, and {@code --set NAME}. */
    List<String> held() {
        List<String> held = new ArrayList<>();
        new TreeMap<>(errand.variables()).forEach((name, value) -> {
            if (!hidden(name, value).equals(value)) {
                held.add(name);
            }
        });
        new TreeMap<>(parameters).forEach((name, value) -> {
            if (errand.words().contains(name + "=" + value)) {
                held.add("--set " + name);
            }
        });
        return held;
    }

    private Optional<String> given(String word) {
        return parameters.entrySet().stream()
                .filter(secret -> word.equals(secret.getKey() + "=" + secret.getValue()))
                .map(secret -> secret.getKey() + "=" + Mask.STAND_IN)
                .findFirst();
    }

    private static String hidden(String name, String value) {
        if (!ADDRESSES.contains(name)) {
            return value;
        }
        Matcher who = WHO.matcher(value);
        String rest = who.matches() ? who.group(1) + Mask.STAND_IN + who.group(3) : value;
        return QUERY.matcher(rest).replaceAll("$1" + Mask.STAND_IN);
    }

    /** Whether the nights will miss the password of a shared ledger, which is known here and is not taken along. */
    static boolean missesPassword(Map<String, String> environment, List<EnvFile> files) {
        String ledger = environment.getOrDefault(Ledger.VARIABLE, "");
        for (EnvFile file : files) {
            ledger = file.values().getOrDefault(Ledger.VARIABLE, ledger);
        }
        return !environment.getOrDefault(PASSWORD, "").isEmpty()
                && ledger.startsWith("jdbc:postgresql:")
                && hidden(Ledger.VARIABLE, ledger).equals(ledger)
                && files.stream().noneMatch(file -> file.values().containsKey(PASSWORD));
    }
}
