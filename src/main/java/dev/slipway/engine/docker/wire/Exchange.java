package dev.slipway.engine.docker.wire;

import dev.slipway.engine.buildkit.Duplex;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 request and its streamed answer, on a connection of its own.
 *
 * <p>Made for what a pooling client cannot do: an answer can be read while the request is still being sent (an engine
 * that refuses a build says so before it has read the whole context), and anyone may {@link #abort} at any moment, which
 * unblocks both sides at once.
 */
public final class Exchange implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final Connection connection;
    private final Heard heard;
    private final InputStream in;
    private volatile boolean aborted;
    private @Nullable ResponseHead head;

    private Exchange(Connection connection) {
        this.connection = connection;
        this.heard = new Heard(connection.in());
        this.in = new BufferedInputStream(heard, BUFFER);
    }

    public static Exchange dial(Dialer dialer) throws IOException {
        return new Exchange(dialer.dial());
    }

    /** Sends a whole request. */
    public void send(String method, String path, List<Header> headers, byte[] body) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(headBytes(method, path, headers, "Content-Length: " + body.length));
        request.writeBytes(body);
        connection.out().write(request.toByteArray());
        connection.out().flush();
    }

    /** Sends the head of a request whose length nobody knows yet; closing the stream that is returned ends the request. */
    public OutputStream sendChunked(String method, String path, List<Header> headers) throws IOException {
        connection.out().write(headBytes(method, path, headers, "Transfer-Encoding: chunked"));
        connection.out().flush();
        return new ChunkedOutput(connection.out());
    }

    /** Waits for the head of the answer. */
    public ResponseHead head() throws IOException {
        ResponseHead known = head;
        if (known == null) {
            known = ResponseHead.read(in);
            head = known;
        }
        return known;
    }

    /** The answer's body; ends with the body, or with the connection where the engine gave no length. */
    public InputStream body() throws IOException {
        ResponseHead answer = head();
        if (answer.status() == 204 || answer.status() == 304) {
            return InputStream.nullInputStream();
        }
        if (answer.header("transfer-encoding").orElse("").equalsIgnoreCase("chunked")) {
            return new ChunkedInput(in);
        }
        String length = answer.header("content-length").orElse("");
        return length.matches("[0-9]{1,18}") ? new FixedInput(in, Long.parseLong(length)) : in;
    }

    /** At most {@code limit} bytes of the body, as text: for error answers. */
    public String bodyText(int limit) throws IOException {
        return new String(body().readNBytes(limit), StandardCharsets.UTF_8);
    }

    /**
     * What is left of the connection once its head has said 101: from here on both sides speak another language. What has
     * been read beyond the head is in it.
     */
    Duplex handedOver() {
        return new HandedOver(in, connection);
    }

    static Duplex handedOver(Connection connection) {
        return new HandedOver(connection.in(), connection);
    }

    private record HandedOver(InputStream in, Connection connection) implements Duplex {
        @Override
        public OutputStream out() {
            return connection.out();
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    /** Bytes that the engine has sent so far. */
    long heard() {
        return heard.bytes.get();
    }

    public boolean aborted() {
        return aborted;
    }

    /** Hangs up. Whoever reads or writes gets an {@link IOException}. */
    public void abort() {
        aborted = true;
        connection.close();
    }

    @Override
    public void close() {
        connection.close();
    }

    private static byte[] headBytes(String method, String path, List<Header> headers, String framing) {
        StringBuilder request = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: docker\r\nUser-Agent: slipway\r\n")
                .append(framing)
                .append("\r\n");
        headers.forEach(header -> request.append(header).append("\r\n"));
        return request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final class Heard extends FilterInputStream {
        private final AtomicLong bytes = new AtomicLong();

        private Heard(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int got = in.read(to, offset, length);
            bytes.addAndGet(Math.max(0, got));
            return got;
        }
    }

    private static final class FixedInput extends InputStream {
        private final InputStream in;
        private long left;

        private FixedInput(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0) {
                return -1;
            }
            int got = in.read(to, offset, (int) Math.min(length, left));
            if (got < 0) {
                throw new EOFException("the engine closed the connection in the middle of its answer");
            }
            left -= got;
            return got;
        }
    }
}
