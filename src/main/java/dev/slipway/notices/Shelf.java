package dev.slipway.notices;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one pipeline's notices: one file for each notice and target, in {@code waiting}, {@code sent} or
 * {@code given-up}. A file is there whole or not at all. A receipt in {@code sent} counts more than a file in
 * {@code waiting}, which is what a process leaves that died between the two.
 */
record Shelf(Path folder) {
    private static final String END = ".json";

    /** What lies in {@code waiting}, and the names of files there that cannot be read. */
    record Contents(List<Waiting> waiting, List<Path> damaged) {}

    private Path waitingFolder() {
        return folder.resolve("waiting");
    }

    private Path sentFolder() {
        return folder.resolve("sent");
    }

    Path givenUpFolder() {
        return folder.resolve("given-up");
    }

    private static String name(String key, String target) {
        return Digest.of(key) + "-" + target + END;
    }

    /** Whether it was sent, or is not tried any more. */
    boolean settled(String key, String target) {
        String name = name(key, target);
        return Files.exists(sentFolder().resolve(name))
                || Files.exists(givenUpFolder().resolve(name));
    }

    boolean knows(String key, String target) {
        return settled(key, target) || Files.exists(waitingFolder().resolve(name(key, target)));
    }

    void keep(Waiting waiting) throws IOException {
        write(waitingFolder(), name(waiting.notice().key(), waiting.target()), NoticeJson.text(NoticeJson.of(waiting)));
    }

    void sent(Waiting waiting, Instant at) throws IOException {
        String name = name(waiting.notice().key(), waiting.target());
        write(
                sentFolder(),
                name,
                NoticeJson.text(JsonNodeFactory.instance
                        .objectNode()
                        .put("key", waiting.notice().key())
                        .put("target", waiting.target())
                        .put("label", waiting.label())
                        .put("sent", at.toString())));
        Files.deleteIfExists(waitingFolder().resolve(name));
    }

    void givenUp(Waiting waiting) throws IOException {
        String name = name(waiting.notice().key(), waiting.target());
        write(givenUpFolder(), name, NoticeJson.text(NoticeJson.of(waiting)));
        Files.deleteIfExists(waitingFolder().resolve(name));
    }

    void drop(Waiting waiting) throws IOException {
        Files.deleteIfExists(waitingFolder().resolve(name(waiting.notice().key(), waiting.target())));
    }

    void setAside(Path damaged) throws IOException {
        Files.createDirectories(givenUpFolder());
        Files.move(damaged, givenUpFolder().resolve(damaged.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The oldest first. */
    Contents contents() throws IOException {
        List<Waiting> waiting = new ArrayList<>();
        List<Path> damaged = new ArrayList<>();
        for (Path file : files(waitingFolder())) {
            try {
                waiting.add(NoticeJson.waiting(Files.readString(file)));
            } catch (IOException | IllegalArgumentException unreadable) {
                if (!(unreadable instanceof NoSuchFileException)) {
                    damaged.add(file);
                }
            }
        }
        waiting.sort(Comparator.comparing((Waiting one) -> one.notice().at())
                .thenComparing(one -> one.notice().key()));
        return new Contents(List.copyOf(waiting), List.copyOf(damaged));
    }

    /** What nobody asks for any more, half-written files of dead processes among it. */
    void forget(Instant before) throws IOException {
        for (Path place : List.of(sentFolder(), givenUpFolder(), waitingFolder())) {
            if (!Files.isDirectory(place)) {
                continue;
            }
            try (Stream<Path> all = Files.list(place)) {
                for (Path file : all.toList()) {
                    boolean done =
                            !place.equals(waitingFolder()) || !file.toString().endsWith(END);
                    if (done && modified(file).isBefore(before)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        }
    }

    private static Instant modified(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException gone) {
            return Instant.MAX;
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(END)).sorted().toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, name + ".", ".part");
        try {
            try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
