package dev.slipway.diagnose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The rules, read once. They come from class-path resources, one file per ecosystem; a mistake in one is a bug of this
 * program and stops it at once, by an {@link IllegalStateException} that names file and rule. Their expressions are compiled
 * when a line first wants them. Immutable.
 */
public final class RuleBook {
    /** The files under {@code rules/}; a jar cannot be asked what it holds. */
    static final List<String> ECOSYSTEMS = List.of(
            "apk",
            "apt",
            "compile",
            "container",
            "database",
            "dockerfile",
            "download",
            "engine",
            "frontend",
            "go",
            "host",
            "hub",
            "jvm",
            "limits",
            "native",
            "network",
            "npm",
            "php",
            "pip",
            "python",
            "registry",
            "rpm",
            "ruby",
            "rust",
            "service",
            "shell",
            "last-resort");

    private static final String HARMLESS = "harmless.yaml";

    private final List<Rule> rules;
    private final Harmless harmless;

    private RuleBook(List<Rule> rules, Harmless harmless) {
        Set<String> ids = new HashSet<>();
        for (Rule rule : rules) {
            if (!ids.add(rule.id()) || rule.id().equals(Diagnostician.NO_RULE)) {
                throw new IllegalStateException("the id '" + rule.id() + "' names two rules, or none");
            }
        }
        this.rules = List.copyOf(rules);
        this.harmless = harmless;
    }

    /** The rules that come with the program. */
    public static RuleBook bundled() {
        return Bundled.BOOK;
    }

    /**
     * The primary sources of a rule, as whole addresses. None of one that the book does not hold, such as one of an older
     * release that a story still names.
     */
    public List<String> sources(String rule) {
        return rules.stream()
                .filter(each -> each.id().equals(rule))
                .flatMap(each -> each.advice().links().stream())
                .toList();
    }

    static RuleBook of(List<Rule> rules) {
        return new RuleBook(rules, new Harmless(List.of()));
    }

    List<Rule> rules() {
        return rules;
    }

    Harmless harmless() {
        return harmless;
    }

    private static final class Bundled {
        static final RuleBook BOOK = read();

        private static RuleBook read() {
            List<Rule> rules = new ArrayList<>();
            for (String ecosystem : ECOSYSTEMS) {
                String file = "rules/" + ecosystem + ".yaml";
                rules.addAll(opened(file, text -> RuleReader.read(file, text)));
            }
            return new RuleBook(rules, opened(HARMLESS, text -> RuleReader.harmless(HARMLESS, text)));
        }

        private static <T> T opened(String file, Function<InputStream, T> reading) {
            try (InputStream text = RuleBook.class.getResourceAsStream(file)) {
                if (text == null) {
                    throw new IllegalStateException("the resource " + file + " is missing beside " + RuleBook.class);
                }
                return reading.apply(text);
            } catch (IOException e) {
                throw new UncheckedIOException("reading the rules of " + file, e);
            }
        }
    }
}
