package dev.slipway.yaml;

import dev.slipway.model.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Bytes on a disk to text, or the reason why not. */
final class SourceFile {
    private static final int LARGEST = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SourceFile() {}

    static @Nullable Source read(Path file, String shown, Problems problems) {
        Origin whole = Origin.whole(shown);
        if (Files.isDirectory(file)) {
            problems.add(
                    whole, "", "is a folder where a pipeline file is wanted", "Maybe '" + shown + "/pipeline.yaml'?");
            return null;
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            problems.add(whole, "", "is no regular file, and nothing else is read as a pipeline", null);
            return null;
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                problems.add(whole, "", "is larger than 1 MiB, the most that a pipeline file may have", null);
                return null;
            }
            return decode(bytes, shown, problems);
        } catch (NoSuchFileException absent) {
            problems.add(whole, "", "there is no such file", null);
        } catch (AccessDeniedException denied) {
            problems.add(whole, "", "the file may not be read by this user", null);
        } catch (IOException broken) {
            problems.add(whole, "", "reading the file failed: " + broken.getMessage(), null);
        }
        return null;
    }

    static @Nullable Source decode(byte[] bytes, String shown, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer output = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(input, output, true);
        output.flip();
        if (output.hasRemaining() && output.get(0) == BYTE_ORDER_MARK) {
            output.get();
        }
        Source source = new Source(shown, output.toString());
        if (result.isError()) {
            Origin origin = source.origin(Integer.MAX_VALUE);
            String sentence = "the byte 0x%02x is not UTF-8".formatted(input.get(input.position()) & 0xff);
            problems.add(origin, "", sentence, "Maybe save the file as UTF-8.");
            return null;
        }
        return source;
    }
}
