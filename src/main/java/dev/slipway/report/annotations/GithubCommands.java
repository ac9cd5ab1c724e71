package dev.slipway.report.annotations;

import dev.slipway.diagnose.Quote;
import dev.slipway.report.Declared;
import dev.slipway.report.Place;
import dev.slipway.report.PlainText;
import dev.slipway.report.RunReport;
import dev.slipway.report.Trouble;
import dev.slipway.report.Trouble.Weight;
import dev.slipway.report.Troubles;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What failed in a run as workflow commands of GitHub Actions, one line each: {@code ::error file=…,line=…,title=…::…}.
 * Data and properties are escaped as GitHub's own toolkit does, so that no text of a build can become a command. Pure.
 */
public final class GithubCommands {
    /** GitHub shows ten of each kind for a step, and no more. */
    private static final int MOST = 10;

    private static final int LONGEST = 2_000;
    private static final int QUOTES = 3;

    private GithubCommands() {}

    public static List<String> of(RunReport report, Declared declared) {
        List<Trouble> troubles = Troubles.of(report, declared);
        return Stream.of(Weight.values())
                .flatMap(weight -> troubles.stream()
                        .filter(trouble -> trouble.weight() == weight)
                        .limit(MOST))
                .map(GithubCommands::command)
                .toList();
    }

    private static String command(Trouble trouble) {
        String kind =
                switch (trouble.weight()) {
                    case ERROR -> "error";
                    case WARNING -> "warning";
                    case NOTE -> "notice";
                };
        StringBuilder line = new StringBuilder("::").append(kind).append(' ');
        Optional<Place> place = trouble.where().filter(Place::inside);
        place.ifPresent(where -> line.append("file=")
                .append(property(where.path()))
                .append(",line=")
                .append(Math.max(1, where.line()))
                .append(','));
        return line.append("title=")
                .append(property(PlainText.atMost(200, PlainText.line(trouble.headline()))))
                .append("::")
                .append(data(PlainText.atMost(LONGEST, PlainText.of(message(trouble)))))
                .toString();
    }

    private static String message(Trouble trouble) {
        StringBuilder text = new StringBuilder(trouble.sentence());
        trouble.why().quotes().stream().limit(QUOTES).map(Quote::text).forEach(quote -> text.append("\n> ")
                .append(quote));
        trouble.why().remedies().forEach(remedy -> text.append('\n').append(remedy));
        return text.toString();
    }

    static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
