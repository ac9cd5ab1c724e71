package dev.slipway.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The roles that a stack was last wished to have, so that one that never came up is missed. Kept in a file, because an
 * engine's labels cannot be changed with the wish. Who does not find the file misses nothing.
 */
public record Wished(Set<String> roles) {
    public static final Wished NOTHING = new Wished(Set.of());

    public Wished {
        roles = new LinkedHashSet<>(roles);
    }

    /** Where the wish of a stack on the engine of this endpoint is kept. {@code folder} is that of the locks. */
    public record Note(Path folder, StackName stack, String endpoint) {
        private Path file() {
            return folder.resolve(stack.file() + ".wish");
        }

        /** {@link #NOTHING} where there is none, or it is of another engine. */
        public Wished read() {
            try {
                List<String> lines = Files.exists(file()) ? Files.readAllLines(file()) : List.of();
                return lines.isEmpty() || !lines.getFirst().equals(endpoint)
                        ? NOTHING
                        : new Wished(new LinkedHashSet<>(lines.subList(1, lines.size())));
            } catch (IOException unreadable) {
                throw new UncheckedIOException("cannot read " + file(), unreadable);
            }
        }

        public void write(Wished wished) {
            try {
                Files.createDirectories(folder);
                List<String> lines = new ArrayList<>(List.of(endpoint));
                lines.addAll(wished.roles());
                Files.write(file(), lines);
            } catch (IOException unwritable) {
                throw new UncheckedIOException("cannot write " + file(), unwritable);
            }
        }

        public void forget() {
            try {
                Files.deleteIfExists(file());
            } catch (IOException undeletable) {
                throw new UncheckedIOException("cannot remove " + file(), undeletable);
            }
        }
    }

    /** With these roles beside those of before that the file still has. */
    public Wished and(Raising.Wish wish) {
        Set<String> all = new LinkedHashSet<>(roles);
        all.retainAll(wish.known());
        wish.roles().forEach(role -> all.add(role.name()));
        return new Wished(all);
    }

    /** What is missed beside these. */
    public List<Row> missing(List<Standing> standing) {
        List<String> there = standing.stream().map(Standing::role).toList();
        return roles.stream()
                .filter(role -> !there.contains(role))
                .map(Row::absent)
                .toList();
    }
}
