package dev.slipway.report.serve;

import com.sun.net.httpserver.HttpExchange;
import dev.slipway.report.RunReport;
import dev.slipway.report.html.IndexPage;
import dev.slipway.report.html.RunPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is at which path: {@code /}, {@code /runs/ID}, {@code /runs/ID/logs/NAME}, {@code /runs/ID/events}. A path is never
 * made of what was asked for: ids have a form, and a log is one of those that are there.
 */
final class Answers {
    private static final Pattern RUN = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_-]{0,60}");

    private final Reports reports;
    private final ReentrantLock turn = new ReentrantLock();

    Answers(Reports reports) {
        this.reports = reports;
    }

    void give(HttpExchange exchange) throws IOException {
        try {
            List<String> path = List.of(exchange.getRequestURI().getPath().split("/", -1));
            if (path.size() == 2 && path.getLast().isEmpty()) {
                page(exchange, index());
            } else if (path.size() >= 3
                    && path.get(1).equals("runs")
                    && RUN.matcher(path.get(2)).matches()) {
                run(exchange, path.get(2), path.subList(3, path.size()));
            } else {
                nothing(exchange);
            }
        } catch (RuntimeException unanswerable) {
            // One page that cannot be made must not end the others; nothing of it was sent yet.
            say(exchange, 500, "The page could not be made: " + unanswerable.getMessage());
        }
    }

    void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private void nothing(HttpExchange exchange) throws IOException {
        say(exchange, 404, "There is nothing at this address.");
    }

    private Consumer<Writer> index() {
        var index = inTurn(reports::index);
        return writer -> IndexPage.write(index, writer);
    }

    private void run(HttpExchange exchange, String id, List<String> rest) throws IOException {
        Optional<RunReport> found = inTurn(() -> reports.run(id));
        if (found.isEmpty()) {
            nothing(exchange);
            return;
        }
        RunReport report = found.get();
        if (rest.isEmpty()) {
            page(exchange, writer -> RunPage.serve(report, writer));
        } else if (rest.equals(List.of("events"))) {
            Following following = new Following(
                    report.journal(),
                    () -> inTurn(() -> reports.run(id)).filter(RunReport::alive).isPresent());
            following.send(exchange);
        } else if (rest.size() == 2 && rest.getFirst().equals("logs")) {
            Optional<Path> log = log(report, rest.getLast());
            if (log.isPresent()) {
                Bytes.send(exchange, log.get());
            } else {
                nothing(exchange);
            }
        } else {
            nothing(exchange);
        }
    }

    private static Optional<Path> log(RunReport report, String name) throws IOException {
        Path folder = report.folder().resolve("logs");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> logs = Files.list(folder)) {
            return logs.filter(file -> file.getFileName().toString().equals(name))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .findFirst();
        }
    }

    private static void page(HttpExchange exchange, Consumer<Writer> content) throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try (Writer writer = new OutputStreamWriter(page, StandardCharsets.UTF_8)) {
            content.accept(writer);
        }
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, page.size());
        page.writeTo(exchange.getResponseBody());
    }

    /** What is asked of the past is asked by one thread at a time. */
    private <T> T inTurn(Supplier<T> question) {
        turn.lock();
        try {
            return question.get();
        } finally {
            turn.unlock();
        }
    }
}
