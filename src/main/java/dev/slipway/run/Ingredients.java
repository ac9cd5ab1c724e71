package dev.slipway.run;

import dev.slipway.context.BuildContext;
import dev.slipway.context.ContextException;
import dev.slipway.context.Contexts;
import dev.slipway.context.Inputs;
import dev.slipway.context.InputsStore;
import dev.slipway.engine.Engine;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Check;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.PreloadSpec;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.Variant;
import dev.slipway.plan.Decision.InputHistory;
import dev.slipway.plan.Definition;
import dev.slipway.plan.Prospect;
import dev.slipway.plan.Prospect.Fingerprint;
import dev.slipway.preflight.Dockerfile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects everything that a variant is made from and proven by, and puts it on record, so that a later plan can say
 * which of it changed. Reads files and asks the engine for the ids of bases; changes nothing but that record.
 */
final class Ingredients implements InputHistory {
    private static final Logger log = LoggerFactory.getLogger(Ingredients.class);

    private final Engine engine;
    private final RunSetting setting;
    private final ProvenImages proven;
    private final Cast cast;
    private final Contexts contexts;
    private final InputsStore record;

    /** @param access tells which optional secrets containers are given */
    Ingredients(Engine engine, RunSetting setting, ProvenImages proven, Contexts contexts, ContainerAccess access) {
        this.engine = engine;
        this.setting = setting;
        this.proven = proven;
        this.cast = new Cast(setting, proven, access);
        this.contexts = contexts;
        this.record = new InputsStore(setting.home().inputs());
    }

    List<Prospect> prospects(ImageSpec image, StopSignal stop) {
        return image.variants().stream()
                .map(variant -> new Prospect(variant.name(), fingerprint(variant, stop)))
                .toList();
    }

    /** Of what the builds of this run that begin now are made from; unreadable when it was told to stop. */
    Fingerprint fingerprint(Variant variant, StopSignal stop) {
        return fingerprint(variant, stop, contexts::inputs);
    }

    /** Of what is there now, whatever a build began with. */
    Fingerprint fingerprintNow(Variant variant) {
        return fingerprint(variant, new StopSignal(), contexts::inputsNow);
    }

    @FunctionalInterface
    private interface Reading {
        Inputs of(BuildContext context) throws IOException;
    }

    private Fingerprint fingerprint(Variant variant, StopSignal stop, Reading reading) {
        List<String> missing = new ArrayList<>(proven.missing(variant.build().args()));
        roles(variant).filter(role -> proven.id(role).isEmpty()).forEach(missing::add);
        if (!missing.isEmpty()) {
            return new Fingerprint.AwaitsImages(missing);
        }
        try {
            BuildContext context = context(contexts, variant, stop);
            Inputs.Builder inputs = Inputs.builder().addAll(reading.of(context));
            for (String base : startingImages(
                    variant, context, proven.resolve(variant.build().args()))) {
                Optional<ImageFacts> facts = engine.image(base);
                if (facts.isEmpty()) {
                    return new Fingerprint.AwaitsBase(base);
                }
                inputs.add("base " + base, facts.get().id());
            }
            roles(variant).forEach(role -> inputs.add("service image " + role, proven.known(role)));
            for (String service : cast.foreignImages(variant)) {
                Optional<ImageFacts> facts = engine.image(service);
                if (facts.isEmpty()) {
                    return new Fingerprint.AwaitsBase(service);
                }
                inputs.add("service image " + service, facts.get().id());
            }
            describe(variant, inputs);
            Inputs all = inputs.build();
            remember(all);
            return new Fingerprint.Known(all.fingerprint());
        } catch (ContextException author) {
            return new Fingerprint.Unreadable(sentence(author));
        } catch (IOException machine) {
            return new Fingerprint.Unreadable(
                    "reading the build context of '" + variant.name() + "': " + sentence(machine));
        }
    }

    /** A record that cannot be written costs an explanation later, not this run. */
    private void remember(Inputs inputs) {
        try {
            record.save(inputs);
        } catch (IOException unwritable) {
            log.warn("the inputs of this run are not on record; 'plan --explain' will not know them", unwritable);
        }
    }

    static BuildContext context(Contexts contexts, Variant variant, StopSignal stop) throws IOException {
        return contexts.open(
                variant.build().context(),
                variant.build().dockerfile(),
                variant.build().overlay(),
                stop);
    }

    /** A context to look at, not to read or to send. */
    static BuildContext context(Variant variant) throws IOException {
        return BuildContext.open(
                variant.build().context(),
                variant.build().dockerfile(),
                variant.build().overlay());
    }

    /** Images of no pipeline that the build and its checks start from, in the order in which they are met. */
    Set<String> foreignImages(Variant variant) throws IOException {
        Set<String> images = new LinkedHashSet<>(startingImages(
                variant, context(variant), proven.resolve(variant.build().args())));
        images.addAll(cast.foreignImages(variant));
        return images;
    }

    /**
     * The images that the pipeline names by their content, wherever it does.
     *
     * @throws IOException when a Dockerfile cannot be read: nobody knows then what it names
     */
    Set<String> pinned() throws IOException {
        Set<String> images = new LinkedHashSet<>();
        setting.pipeline().bases().forEach(base -> images.add(base.reference()));
        setting.pipeline().services().forEach(service -> images.add(service.image()));
        for (ImageSpec image : setting.pipeline().images()) {
            for (Variant variant : image.variants()) {
                // What stands on an image of ours need not be known yet, and is none by content.
                images.addAll(startingImages(
                        variant,
                        context(variant),
                        proven.resolveKnown(variant.build().args())));
                images.addAll(cast.foreignImages(variant));
            }
        }
        images.removeIf(image -> !ReplacedBases.byContent(image));
        return images;
    }

    /** Images of the pipeline that play a service beside the checks. */
    private Stream<String> roles(Variant variant) {
        return services(variant).flatMap(service -> service.role().stream()).distinct();
    }

    private Stream<ServiceSpec> services(Variant variant) {
        return variant.proof().services().stream().flatMap(service -> setting.pipeline().service(service).stream());
    }

    private static List<String> startingImages(Variant variant, BuildContext context, Map<String, String> args)
            throws IOException {
        String text = Files.readString(context.dockerfileSource());
        return Dockerfile.parse(text, variant.build().dockerfile())
                .externalImages(args, variant.build().target().orElse(null))
                .stream()
                .filter(image -> !image.startsWith(Names.REGISTRY + "/"))
                .toList();
    }

    private void describe(Variant variant, Inputs.Builder inputs) {
        proven.resolve(variant.build().args()).forEach((name, value) -> inputs.add("arg " + name, value));
        variant.build().secrets().keySet().forEach(name -> inputs.add("secret " + name, name));
        variant.build().access().agents().keySet().forEach(name -> inputs.add("ssh " + name, name));
        variant.build().overlay().forEach((path, file) -> inputs.add("overlay " + path, file));
        variant.build().target().ifPresent(target -> inputs.add("target", target));
        if (!variant.build().platforms().isEmpty()) {
            inputs.add("platform", String.join(",", variant.build().platforms()));
        }
        for (PreloadSpec preload : variant.proof().preloads()) {
            inputs.add("preload " + preload.name(), Definition.of(preload));
        }
        int number = 0;
        for (Check check : variant.proof().checks()) {
            number++;
            inputs.add("check " + number + " (" + check.title() + ")", Definition.of(check));
        }
        Uploads.of(variant.proof().checks(), setting.pipeline().folder())
                .forEach((file, hash) -> inputs.add("upload " + file, hash));
        inputs.add("check environment", Definition.of(variant.proof().env()));
        ContainerSettings container = variant.proof().container();
        if (!container.withoutPorts().equals(ContainerSettings.NONE)) {
            inputs.add("container", ContainerFiles.definition(setting.pipeline(), container));
        }
        cast.access()
                .given(container.secrets())
                .forEach((id, given) -> inputs.add("secret " + id + " of the container", given));
        ContainerFiles.hashes(
                        setting.pipeline(),
                        Stream.concat(Stream.of(container), services(variant).map(ServiceSpec::container)))
                .forEach(inputs::add);
        services(variant).forEach(service -> {
            inputs.add("service " + service.name(), ContainerFiles.definition(setting.pipeline(), service));
            cast.access()
                    .given(service.container().secrets())
                    .forEach((id, given) -> inputs.add("secret " + id + " of service " + service.name(), given));
        });
        inputs.add("budget", Definition.of(variant.budget()));
        inputs.add("builder", engine.info().builder().name());
        inputs.add("slipway", setting.version());
    }

    @Override
    public List<String> changes(String earlier, String now) {
        return record.load(earlier)
                .flatMap(before -> record.load(now).map(after -> after.differences(before)))
                .orElse(List.of());
    }

    static String sentence(Exception trouble) {
        String message = trouble.getMessage();
        return message == null ? trouble.getClass().getSimpleName() : message;
    }
}
