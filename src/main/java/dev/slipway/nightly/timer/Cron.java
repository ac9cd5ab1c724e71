package dev.slipway.nightly.timer;

import dev.slipway.nightly.timer.Programs.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The crontab of this user, read and written by {@code program}. */
public record Cron(List<String> program) implements Timer {
    public Cron {
        program = List.copyOf(program);
    }

    public static Cron here() {
        return new Cron(List.of("crontab"));
    }

    @Override
    public String name() {
        return "cron";
    }

    /** The text, or why it cannot be read. {@code there} is false where there is no such program, and so no crontab. */
    private record Read(String text, Optional<String> trouble, boolean there) {}

    private Read read() {
        Answer answer = Programs.ask(words("-l"), "");
        if (answer.good()) {
            return new Read(answer.printed(), Optional.empty(), true);
        }
        // Who has none is told so by an exit code of 1, as who may not have one is.
        boolean none = answer.error().toLowerCase(Locale.ROOT).contains("no crontab for");
        return new Read(
                "", none ? Optional.empty() : Optional.of(Programs.trouble(words("-l"), answer)), answer.started());
    }

    private List<String> words(String last) {
        return Stream.concat(program.stream(), Stream.of(last)).toList();
    }

    @Override
    public Optional<String> unusable() {
        return read().trouble();
    }

    @Override
    public List<Piece> shown(Errand errand) {
        return List.of(new Piece(
                "the crontab of " + System.getProperty("user.name"),
                Programs.text(String.join("\n", new Crontab(errand).lines()) + "\n")));
    }

    @Override
    public boolean has(Errand errand) {
        return new Crontab(errand).in(read().text());
    }

    @Override
    public Optional<String> install(Errand errand) {
        Read before = read();
        return before.trouble().isPresent()
                ? before.trouble()
                : write(before.text(), new Crontab(errand).with(before.text()));
    }

    @Override
    public Optional<String> uninstall(Errand errand) {
        Read before = read();
        if (before.trouble().isPresent()) {
            return before.there() ? before.trouble() : Optional.empty();
        }
        Crontab crontab = new Crontab(errand);
        return crontab.in(before.text()) ? write(before.text(), crontab.without(before.text())) : Optional.empty();
    }

    private Optional<String> write(String before, String after) {
        if (before.equals(after)) {
            return Optional.empty();
        }
        Answer answer = Programs.ask(words("-"), after);
        return answer.good() ? Optional.empty() : Optional.of(Programs.trouble(words("-"), answer));
    }
}
