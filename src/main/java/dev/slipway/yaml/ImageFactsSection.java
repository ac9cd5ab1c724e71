package dev.slipway.yaml;

import dev.slipway.model.Check;
import java.util.List;
import java.util.Map;

/** The check {@code image}. */
final class ImageFactsSection {
    private static final Key<String> USER =
            Key.of("user", Text.SOME, "non-root", "`non-root`, or the exact user that the image must have.");
    private static final Key<Long> SIZE = Key.of("size", Words.SIZE, "900MB", "The most bytes that the image may have.")
            .strangers("max-size", "max_size");
    private static final Key<Map<String, String>> LABELS = Key.of(
            "labels",
            MapOf.some(
                    MapOf.Keys.matching("a label's name", "org.example.team", "[^\\s\\x00-\\x1f\\x7f]{1,200}"),
                    Text.ANY),
            "{org.opencontainers.image.title: backend}",
            "Labels that the image must have, with their values.");
    private static final Key<List<Integer>> PORTS = Key.of(
                    "ports", ListOf.some(Whole.PORT), "[8000]", "Ports that the image must expose.")
            .strangers("port", "expose");
    private static final Key<Boolean> ENTRYPOINT = Key.of(
                    "entrypoint",
                    Flag.FLAG,
                    "true",
                    "Whether the program of the image's entrypoint or command must exist in it.")
            .fallback("false");

    static final Fields<Check.Image> SHAPE = Fields.of(
            "image check",
            "Facts of the image itself.",
            List.of(USER, SIZE, LABELS, PORTS, ENTRYPOINT),
            ImageFactsSection::read,
            Group.atLeastOne("user", "size", "labels", "ports", "entrypoint"));

    private ImageFactsSection() {}

    private static Check.Image read(Section section) {
        boolean entrypoint = section.value(ENTRYPOINT);
        if (!entrypoint
                && section.has(ENTRYPOINT)
                && section.mapping().entries().size() == 1) {
            section.cursor().declaredProblem("a check that asks nothing", "Maybe 'entrypoint: true'?");
        }
        return new Check.Image(
                section.optional(USER),
                section.optional(SIZE),
                section.value(LABELS, Map.of()),
                section.value(PORTS, List.of()),
                entrypoint,
                section.origin());
    }
}
