package dev.slipway.context;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A text file of lines, with a title in front and a checksum at the end, that is there whole or not at all. What is
 * damaged, or was written under another title, reads as absent.
 */
final class TextRecord {
    private final Path file;
    private final String title;

    TextRecord(Path file, String title) {
        this.file = file;
        this.title = title;
    }

    Optional<List<String>> read() {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return Optional.empty();
        }
        int end = text.lastIndexOf("sum ");
        if (end < 0 || !text.startsWith(title + "\n") || !text.substring(end).equals(seal(text.substring(0, end)))) {
            return Optional.empty();
        }
        return Optional.of(text.substring(title.length() + 1, end).lines().toList());
    }

    void write(Iterable<String> lines) throws IOException {
        StringBuilder text = new StringBuilder(title).append('\n');
        for (String line : lines) {
            text.append(line).append('\n');
        }
        text.append(seal(text.toString()));
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("writing " + file + ": it is not a file's path");
        }
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, "draft", ".tmp");
        try {
            Files.writeString(draft, text, StandardCharsets.UTF_8);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
    }

    private static String seal(String text) {
        return "sum " + InputDigest.start().add(text).hex() + "\n";
    }

    /** A text without line breaks that {@link #unescape} turns back into this one. */
    static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char unit = text.charAt(at++);
            if (unit == '\\' && at < text.length()) {
                char code = text.charAt(at++);
                plain.append(
                        switch (code) {
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            default -> code;
                        });
            } else {
                plain.append(unit);
            }
        }
        return plain.toString();
    }
}
