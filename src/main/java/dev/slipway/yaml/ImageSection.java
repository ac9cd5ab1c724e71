package dev.slipway.yaml;

import dev.slipway.model.ImageSpec;
import dev.slipway.model.Origin;
import dev.slipway.model.Variant;
import dev.slipway.yaml.Node.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One entry of {@code images}. */
final class ImageSection {
    /** Each of them repeats all that it inherits, so that a small file of many would fill the memory. */
    private static final int MOST_VARIANTS = 50;

    private static final Key<String> VARIANT_NAME = Key.of(
                    "name", Words.NAME, "minimal", "Names the variant in reports.")
            .mandatory();

    private static final Fields<Layer> VARIANT = Fields.of(
            "variant",
            "One way to build the image. It inherits every key of its image and may override any of these: scalars and lists "
                    + "(checks and preload too) replace the image's, maps (args, secrets, ssh, cache, overlay, env, container, timeout, retry, budget) are merged key by key.",
            Stream.concat(Stream.of(VARIANT_NAME), VariantKeys.ALL.stream()).toList(),
            ImageSection::layer,
            VariantKeys.ONE_KIND_OF_PLATFORM);

    private static final Key<List<String>> NEEDS = Key.of(
                    "needs",
                    ListOf.any(References.OWN_IMAGE),
                    "[backend]",
                    "Images of this file that must be proven first.")
            .otherwise("none")
            .strangers("depends_on", "depends-on", "after", "requires");
    private static final Key<List<String>> TAGS = Key.of(
                    "tags",
                    ListOf.any(References.TAG),
                    "[ai-stack/backend:latest]",
                    "Tags that move to the image once the whole run is proven. `[]` for none.")
            .otherwise("`PIPELINE/IMAGE:latest`")
            .strangers("image", "tag");
    private static final Key<List<Layer>> VARIANTS = Key.of(
                    "variants",
                    ListOf.some(VARIANT),
                    "[{name: full}, {name: minimal, dockerfile: Dockerfile.minimal}]",
                    "Ways to build the image, tried in this order; the first is the preferred one.")
            .otherwise("one, named `default`");

    static final Fields<ImageSpec> SHAPE = Fields.of(
            "image",
            "A promise that there will be a working image of this name, kept by the first of its variants that passes.",
            Stream.concat(VariantKeys.ALL.stream(), Stream.of(NEEDS, TAGS, VARIANTS))
                    .toList(),
            ImageSection::read,
            VariantKeys.ONE_KIND_OF_PLATFORM);

    private ImageSection() {}

    /** What a variant says by itself. */
    private record Layer(String name, Mapping own, Origin origin) {}

    private static @Nullable Layer layer(Section section) {
        VariantKeys.examine(section);
        String name = section.optional(VARIANT_NAME);
        return name == null ? null : new Layer(name, section.mapping(), section.origin());
    }

    private static ImageSpec read(Section section) {
        VariantKeys.examine(section);
        List<Layer> layers = new ArrayList<>(section.value(VARIANTS, List.of()));
        if (layers.size() > MOST_VARIANTS) {
            section.at(VARIANTS).problem("an image has at most " + MOST_VARIANTS + " variants", null);
            layers.subList(MOST_VARIANTS, layers.size()).clear();
        }
        tellTwins(section, layers);
        if (layers.isEmpty()) {
            layers.add(new Layer("default", section.mapping(), section.origin()));
        }
        Mapping base = Inheritance.over(section.scope().defaults(), section.mapping());
        List<Variant> variants = layers.stream()
                .map(layer -> VariantKeys.read(
                        layer.name(),
                        layer.origin(),
                        Section.inherited(section.cursor(), Inheritance.over(base, layer.own()))))
                .toList();
        return new ImageSpec(section.name(), needs(section, variants), variants, tags(section), section.origin());
    }

    private static void tellTwins(Section section, List<Layer> layers) {
        Set<String> names = new HashSet<>();
        for (Layer layer : layers) {
            if (!names.add(layer.name())) {
                String where = layer.own().crumb().toString();
                section.scope()
                        .problems()
                        .add(layer.origin(), where, "another variant is named '" + layer.name() + "' too", null);
            }
        }
    }

    /** Those that are declared, then those that arguments refer to. */
    private static List<String> needs(Section section, List<Variant> variants) {
        Set<String> needs = new LinkedHashSet<>(section.value(NEEDS, List.of()));
        if (needs.remove(section.name())) {
            section.at(NEEDS).problem("the image needs itself", "Maybe leave '" + section.name() + "' out.");
        }
        for (Variant variant : variants) {
            for (String value : variant.build().args().values()) {
                Matcher reference = Substitution.IMAGE.matcher(value);
                while (reference.find()) {
                    needs.add(reference.group(1));
                }
            }
        }
        return List.copyOf(needs);
    }

    private static boolean isName(String name) {
        return Words.NAMES.pattern().matcher(name).matches();
    }

    private static List<String> tags(Section section) {
        if (section.has(TAGS)) {
            return section.value(TAGS, List.of());
        }
        if (!isName(section.name()) || !isName(section.scope().names().pipeline())) {
            return List.of();
        }
        String usual = section.scope().names().pipeline() + "/" + section.name() + ":latest";
        if (!References.isTag(usual)) {
            section.cursor()
                    .declaredProblem(Quoted.of(usual) + " cannot be the image's tag", "Maybe give 'tags:' here.");
            return List.of();
        }
        String claimed = References.claim(usual, section.cursor());
        return claimed == null ? List.of() : List.of(claimed);
    }
}
