package dev.slipway.engine.docker.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Status and headers of an HTTP/1.1 answer; names in lower case, the last value of a repeated header wins. */
public record ResponseHead(int status, Map<String, String> headers) {
    private static final int LONGEST_HEAD = 64 * 1024;

    public ResponseHead {
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Reads exactly the head, not a byte more. Interim answers (1xx but 101) are skipped. */
    static ResponseHead read(InputStream in) throws IOException {
        while (true) {
            ResponseHead head = readOne(in);
            if (head.status / 100 != 1 || head.status == 101) {
                return head;
            }
        }
    }

    private static ResponseHead readOne(InputStream in) throws IOException {
        String first = line(in);
        String[] words = first.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5][0-9]{2}")) {
            throw new StreamCorruptedException("not an HTTP answer: '" + first + "'");
        }
        Map<String, String> headers = new TreeMap<>();
        int size = first.length();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            size += line.length();
            if (size > LONGEST_HEAD) {
                throw new StreamCorruptedException("the head of the answer is longer than " + LONGEST_HEAD + " bytes");
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return new ResponseHead(Integer.parseInt(words[1]), headers);
    }

    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        byte[] one = new byte[1];
        while (true) {
            if (in.read(one) < 0) {
                throw new EOFException("the engine closed the connection");
            }
            if (one[0] == '\n') {
                break;
            }
            if (line.length() == LONGEST_HEAD) {
                throw new StreamCorruptedException("a line of the head is longer than " + LONGEST_HEAD + " bytes");
            }
            line.append(new String(one, StandardCharsets.ISO_8859_1));
        }
        int end = line.length();
        return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
    }
}
