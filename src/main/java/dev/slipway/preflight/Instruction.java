package dev.slipway.preflight;

import java.util.List;
import java.util.Optional;

/**
 * One instruction of a Dockerfile. {@code keyword} is in capitals; {@code text} is what follows the flags, continuation
 * lines joined; {@code words} are the members of the JSON form, else the text split at blanks.
 */
public record Instruction(
        String keyword,
        String text,
        List<Flag> flags,
        List<String> words,
        boolean json,
        List<Heredoc> heredocs,
        Lines lines) {

    /** {@code --name=value}, the value empty where there is none. */
    public record Flag(String name, String value) {}

    /** A document in line with the instruction. {@code body} is as written. */
    public record Heredoc(String name, String body) {}

    /** First and last line, counted from 1. */
    public record Lines(int first, int last) {}

    public Instruction {
        flags = List.copyOf(flags);
        words = List.copyOf(words);
        heredocs = List.copyOf(heredocs);
    }

    public boolean is(String wanted) {
        return keyword.equals(wanted);
    }

    public int line() {
        return lines.first();
    }

    public Optional<String> flag(String name) {
        return flags.stream()
                .filter(flag -> flag.name().equals(name))
                .map(Flag::value)
                .findFirst();
    }

    /** The {@code --mount} flags, read. */
    public List<Mount> mounts() {
        return flags.stream()
                .filter(flag -> flag.name().equals("mount"))
                .map(flag -> Mount.parse(flag.value()))
                .toList();
    }

    /** Sources of a COPY or ADD: all words but the last, without documents in line. */
    public List<String> sources() {
        if (words.size() < 2) {
            return List.of();
        }
        return words.subList(0, words.size() - 1).stream()
                .filter(word -> json || heredocs.isEmpty() || !word.contains("<<"))
                .toList();
    }
}
