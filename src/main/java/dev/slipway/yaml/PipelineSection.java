package dev.slipway.yaml;

import dev.slipway.model.BaseSpec;
import dev.slipway.model.DevSpec;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Nightly;
import dev.slipway.model.Param;
import dev.slipway.model.Pipeline.Upkeep;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.StackCheck;
import dev.slipway.model.UpSpec;
import dev.slipway.yaml.Node.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The file as a whole. */
final class PipelineSection {
    private static final Key<Integer> SLIPWAY = Key.of(
                    "slipway", new Whole("a version of the format", 1, 1, "1"), "1", "The version of this format.")
            .mandatory()
            .strangers("version");
    private static final Key<String> NAME = Key.of(
                    "name", Words.NAME, "ai-stack", "Names the pipeline, its runs and its usual tags.")
            .mandatory();
    private static final Key<String> DESCRIPTION = Key.of(
                    "description", Text.ANY, "FastAPI backend with OpenCV", "Tells people what this is.")
            .otherwise("none");
    private static final Key<Boolean> DEFAULTS = Key.of(
                    "defaults",
                    DefaultsSection.SHAPE,
                    "{timeout: {total: 30m, idle: 10m}}",
                    "What every image inherits.")
            .otherwise("as below");
    private static final Key<Map<String, BaseSpec>> BASES = Key.of(
                    "bases",
                    MapOf.any(References.IMAGES, BaseSection.SHAPE),
                    "{\"python:3.11-slim\": {provide: ../../scripts/base-image.sh python 3.11}}",
                    "Images that Dockerfiles start from, by reference.")
            .otherwise("none");
    private static final Key<Map<String, ImageSpec>> IMAGES = Key.of(
                    "images",
                    MapOf.some(Words.NAMES, ImageSection.SHAPE),
                    "{backend: {context: backend, checks: [{run: python -m app --check}]}}",
                    "The images to build, by name. Their order breaks ties.")
            .mandatory();
    private static final Key<Map<String, ServiceSpec>> SERVICES = Key.of(
                    "services",
                    MapOf.any(Words.NAMES, ServiceSection.SHAPE),
                    "{redis: {image: \"redis:7\"}}",
                    "Ready-made containers that checks need, by name.")
            .otherwise("none");
    private static final Key<List<StackCheck>> STACK = Key.of(
                    "stack",
                    ListOf.any(StackSection.SHAPE),
                    "[{name: it answers, start: [backend], http: {to: backend, port: 8000}}]",
                    "Checks over several running images and services together.")
            .otherwise("none");
    private static final Key<Nightly> NIGHTLY = Key.of(
                    "nightly", NightlySection.SHAPE, "{at: \"02:30\"}", "The nightly verification.")
            .otherwise("none");
    private static final Key<UpSpec> UP = Key.of(
                    "up",
                    UpSection.SHAPE,
                    "{start: [redis, backend], env: {backend: {LOG_LEVEL: info}}}",
                    "What `up` keeps running.")
            .otherwise("all images and services");
    private static final Key<Map<String, DevSection.Draft>> DEV = Key.of(
                    "dev",
                    MapOf.any(Words.NAMES, DevSection.SHAPE),
                    "{backend: {target: development, mount: {backend/app: /app/app}}}",
                    "How images are worked on with `dev`, by the image's name.")
            .otherwise("every image as `up` runs it")
            .strangers("develop", "development", "watch");

    static final Fields<Parts> SHAPE = Fields.of(
            "pipeline",
            "One file and the folder it stands in.",
            List.of(
                    SLIPWAY,
                    NAME,
                    DESCRIPTION,
                    ParamSection.PARAMS,
                    DEFAULTS,
                    BASES,
                    IMAGES,
                    SERVICES,
                    STACK,
                    NIGHTLY,
                    UP,
                    DEV),
            PipelineSection::read);

    private PipelineSection() {}

    /** A pipeline but for its file. Names may be missing where the file has problems. */
    record Parts(
            String name,
            String description,
            List<BaseSpec> bases,
            List<ImageSpec> images,
            List<ServiceSpec> services,
            List<StackCheck> stack,
            Nightly nightly,
            Upkeep upkeep) {}

    /** The name alone, which the usual tags of images begin with; empty where it is missing or wrong. */
    static String name(Mapping root, Cursor top) {
        return Section.inherited(top, root).value(NAME, "");
    }

    /** The parameters alone, which all else may stand on. The section is not read again with the rest. */
    static Map<String, Param> params(Mapping root, Cursor top) {
        return Section.inherited(top, root).value(ParamSection.PARAMS, Map.of());
    }

    private static Parts read(Section section) {
        section.optional(SLIPWAY);
        section.optional(DEFAULTS);
        List<BaseSpec> bases = List.copyOf(section.value(BASES, Map.of()).values());
        List<ServiceSpec> services =
                List.copyOf(section.value(SERVICES, Map.of()).values());
        List<ImageSpec> images = section.value(IMAGES, Map.of()).values().stream()
                .map(image -> Roles.needed(image, services))
                .toList();
        StackPorts ports = new StackPorts(images, services, section.scope().problems());
        List<StackCheck> stack = ports.found(section.value(STACK, List.of()));
        UpSpec up = section.optional(UP);
        Set<String> standing = up == null ? Set.of() : Set.copyOf(up.start());
        new Coherence(images, services, stack, section.scope()).tell(standing);
        HostPorts open = new HostPorts(images, services, section.scope().problems());
        if (standing.isEmpty()) {
            open.tell();
        } else {
            open.tell(standing);
        }
        return new Parts(
                section.value(NAME, ""),
                section.value(DESCRIPTION, ""),
                bases,
                images,
                services,
                stack,
                section.value(NIGHTLY, Nightly.NONE),
                new Upkeep(up, dev(section, images)));
    }

    private static List<DevSpec> dev(Section section, List<ImageSpec> images) {
        return section.value(DEV, Map.of()).values().stream()
                .flatMap(draft -> draft.over(images).stream())
                .toList();
    }
}
