package dev.slipway.report.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file as plain text, whole or a range of it (RFC 9110, 14.2, one range), streamed. */
final class Bytes {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private Bytes() {}

    /** The bytes from {@code first} to {@code last}, both included. */
    record Range(long first, long last) {
        long length() {
            return last - first + 1;
        }

        boolean within(long size) {
            return first < size && first <= last;
        }

        /** Empty where none, or one that makes no sense, was asked for: then the whole file is the answer. */
        static Optional<Range> parse(@Nullable String header, long size) {
            Matcher range = RANGE.matcher(header == null ? "" : header);
            if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
                return Optional.empty();
            }
            if (range.group(1).isEmpty()) {
                long length = Math.min(size, Long.parseLong(range.group(2)));
                return Optional.of(new Range(size - length, size - 1));
            }
            long first = Long.parseLong(range.group(1));
            long last = range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(range.group(2)));
            return Optional.of(new Range(first, last));
        }
    }

    static void send(HttpExchange exchange, Path file) throws IOException {
        long size = Files.size(file);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/plain; charset=utf-8");
        headers.set("Accept-Ranges", "bytes");
        headers.set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");
        Optional<Range> wished = Range.parse(exchange.getRequestHeaders().getFirst("Range"), size);
        if (wished.isPresent() && !wished.get().within(size)) {
            headers.set("Content-Range", "bytes */" + size);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        wished.ifPresent(
                range -> headers.set("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + size));
        Range sent = wished.orElse(new Range(0, size - 1));
        // A length of 0 would mean that nobody knows it.
        exchange.sendResponseHeaders(wished.isPresent() ? 206 : 200, sent.length() == 0 ? -1 : sent.length());
        if (sent.length() > 0) {
            copy(file, sent, exchange.getResponseBody());
        }
    }

    /** Not more than was announced, though the file may have grown since. */
    private static void copy(Path file, Range range, OutputStream to) throws IOException {
        try (InputStream from = Files.newInputStream(file)) {
            from.skipNBytes(range.first());
            byte[] buffer = new byte[65_536];
            long left = range.length();
            while (left > 0) {
                int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException(file + " became shorter while it was being sent");
                }
                to.write(buffer, 0, read);
                left -= read;
            }
        }
    }
}
