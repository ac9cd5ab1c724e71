package dev.slipway.cli;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.engine.Engine;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Pipeline;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.Variant;
import dev.slipway.stack.Billing;
import dev.slipway.stack.Lineup;
import dev.slipway.stack.Role;
import dev.slipway.workbench.Bench;
import dev.slipway.workbench.DevRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The roles of a stack that is worked on, out of what was built for it. */
final class DevRoles {
    private final Engine engine;
    private final Pipeline pipeline;
    private final List<Bench> benches;
    private final DevBuilds builds;

    DevRoles(Engine engine, Pipeline pipeline, List<Bench> benches, DevBuilds builds) {
        this.engine = engine;
        this.pipeline = pipeline;
        this.benches = List.copyOf(benches);
        this.builds = builds;
    }

    /** There is no image for a service. */
    static final class Unprovided extends Exception {
        private static final long serialVersionUID = 1L;

        Unprovided(String reference, Diagnosis why) {
            super(reference + " cannot be had: " + why.explanation() + " " + String.join(" ", why.remedies()));
        }
    }

    /** What stands in the way: an image that nobody works on and that there is none of. Others may wait for a change. */
    Optional<String> missing(Billing billing, DevBuilds.Result built) {
        return billing.images(pipeline).stream()
                .filter(name ->
                        !built.made().ids().containsKey(name) && bench(name).isEmpty())
                .findFirst()
                .map(name -> "there is no '" + name + "' to run, and nobody works on it: see above.");
    }

    /** What the file alone says of them, before anything is built. */
    List<Role> announced(Billing billing) {
        Lineup lineup = new Lineup(pipeline);
        List<Role> roles = new ArrayList<>();
        for (String name : billing.names()) {
            pipeline.image(name).ifPresent(image -> roles.add(image(lineup, image, image.preferred(), notYet())));
            pipeline.service(name).ifPresent(service -> roles.add(lineup.service(service, notYet())));
        }
        return roles;
    }

    /** By the service's name, the image under work that it is made from. */
    Map<String, String> madeFrom(Billing billing) {
        Map<String, String> madeFrom = new HashMap<>();
        billing.names().stream()
                .flatMap(name -> pipeline.service(name).stream())
                .forEach(service -> service.role()
                        .filter(image -> bench(image).isPresent())
                        .ifPresent(image -> madeFrom.put(service.name(), image)));
        return madeFrom;
    }

    List<Role> of(Billing billing, DevBuilds.Result built, StopSignal stop) throws Unprovided {
        Lineup lineup = new Lineup(pipeline);
        List<Role> roles = new ArrayList<>();
        for (String name : billing.names()) {
            pipeline.image(name).ifPresent(image -> roles.add(image(lineup, image, built)));
            Optional<ServiceSpec> service = pipeline.service(name);
            if (service.isPresent()) {
                roles.add(service(lineup, service.get(), built, stop));
            }
        }
        return roles;
    }

    private Role image(Lineup lineup, ImageSpec image, DevBuilds.Result built) {
        // Whether what is worked on is ready is asked as of the variant that it stands for.
        Variant variant = bench(image.name()).isPresent()
                ? image.preferred()
                : image.variants().stream()
                        .filter(one -> one.name().equals(built.variants().get(image.name())))
                        .findFirst()
                        .orElse(image.preferred());
        ImageFacts facts = Optional.ofNullable(built.made().ids().get(image.name()))
                .flatMap(engine::image)
                .orElseGet(DevRoles::notYet);
        return image(lineup, image, variant, facts);
    }

    private Role image(Lineup lineup, ImageSpec image, Variant variant, ImageFacts facts) {
        Role role = lineup.image(image, new Lineup.Proven(facts, variant, !variant.equals(image.preferred())));
        return bench(image.name())
                .map(bench -> DevRole.of(role, bench, DevRoles::freePort))
                .orElse(role);
    }

    private Role service(Lineup lineup, ServiceSpec service, DevBuilds.Result built, StopSignal stop)
            throws Unprovided {
        String reference = service.role()
                .map(image -> built.made().ids().getOrDefault(image, ""))
                .orElse(service.image());
        if (reference.isEmpty()) {
            return lineup.service(service, notYet());
        }
        Optional<ImageFacts> there = engine.image(reference);
        if (there.isEmpty()) {
            Optional<Diagnosis> why = builds.provide(reference, stop);
            if (why.isPresent()) {
                throw new Unprovided(reference, why.get());
            }
            there = engine.image(reference);
        }
        return lineup.service(service, there.orElseThrow());
    }

    private static ImageFacts notYet() {
        return new ImageFacts(
                "",
                List.of(),
                List.of(),
                Map.of(),
                0,
                new ImageFacts.Configuration("", List.of(), List.of(), Map.of(), List.of(), null, ""));
    }

    private Optional<Bench> bench(String image) {
        return benches.stream().filter(bench -> bench.image().equals(image)).findFirst();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot find a free port of this machine", refused);
        }
    }
}
