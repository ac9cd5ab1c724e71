package dev.slipway.report.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A journal told while it is being written, as Server-Sent Events: {@code told} for each line that is whole, {@code ended}
 * when the run has ended or its process has died. The id of an event is how far into the journal it was, so that a browser
 * that lost the connection goes on where it was.
 */
final class Following {
    private static final String END = "{\"event\":\"run-ended\"";
    /** After so long without news a word is sent all the same: only that tells that nobody listens any more. */
    private static final long SIGN_OF_LIFE_SECONDS = 15;

    private final Path journal;
    private final BooleanSupplier alive;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long position;
    private boolean ended;

    Following(Path journal, BooleanSupplier alive) {
        this.journal = journal;
        this.alive = alive;
    }

    void send(HttpExchange exchange) throws IOException {
        position = start(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        Path folder = journal.toAbsolutePath().getParent();
        try (WatchService watch = journal.getFileSystem().newWatchService()) {
            if (folder != null) {
                folder.register(watch, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_CREATE);
            }
            exchange.sendResponseHeaders(200, 0);
            follow(exchange.getResponseBody(), watch);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static long start(@Nullable String id) {
        return id != null && id.matches("\\d{1,18}") ? Long.parseLong(id) : 0;
    }

    private void follow(OutputStream to, WatchService watch) throws IOException, InterruptedException {
        ended = !alive.getAsBoolean();
        while (true) {
            tellNew(to);
            if (ended) {
                to.write("event: ended\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8));
                to.flush();
                return;
            }
            WatchKey changed = watch.poll(SIGN_OF_LIFE_SECONDS, TimeUnit.SECONDS);
            if (changed != null) {
                changed.pollEvents();
                changed.reset();
            } else {
                to.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
                to.flush();
                ended = !alive.getAsBoolean();
            }
        }
    }

    private void tellNew(OutputStream to) throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(journal)) {
            file.position(position);
            ByteBuffer buffer = ByteBuffer.allocate(65_536);
            while (file.read(buffer) > 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    take(buffer.get(), to);
                }
                buffer.clear();
            }
        }
        to.flush();
    }

    private void take(byte next, OutputStream to) throws IOException {
        position++;
        if (next != '\n') {
            line.write(next);
            return;
        }
        String told = line.toString(StandardCharsets.UTF_8).replace('\r', ' ');
        line.reset();
        if (!told.isBlank()) {
            to.write(("id: " + position + "\nevent: told\ndata: " + told + "\n\n").getBytes(StandardCharsets.UTF_8));
            ended |= told.startsWith(END);
        }
    }
}
