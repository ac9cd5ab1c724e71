package dev.slipway.run;

import dev.slipway.context.InputDigest;
import dev.slipway.engine.Engine;
import dev.slipway.engine.ImageFacts;
import dev.slipway.model.Check;
import dev.slipway.model.Pipeline;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.StackCheck;
import dev.slipway.plan.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers which stack checks passed of which images, so that an unchanged stack is not started again. */
final class StackProofs {
    private static final Logger log = LoggerFactory.getLogger(StackProofs.class);

    private final Path folder;
    private final Engine engine;
    private final Cast cast;
    private final Pipeline pipeline;
    private final ProvenImages proven;

    StackProofs(Path folder, Engine engine, Cast cast, ProvenImages proven) {
        this.folder = folder;
        this.engine = engine;
        this.cast = cast;
        this.pipeline = cast.pipeline();
        this.proven = proven;
    }

    boolean passed(StackCheck check) {
        return Files.exists(folder.resolve(key(check)));
    }

    void remember(StackCheck check) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(key(check)), check.name() + "\n");
        } catch (IOException unwritable) {
            // It costs the next run the time of asking again, and this one nothing.
            log.warn("cannot remember a passed stack check in {}", folder, unwritable);
        }
    }

    private String key(StackCheck check) {
        InputDigest digest = InputDigest.start().add(pipeline.name()).add(Definition.of(check));
        for (String member : check.start()) {
            digest.add(member).add(proven.id(member).orElseGet(() -> service(member)));
        }
        List<Check> asked = check.steps().stream().map(StackCheck.Step::check).toList();
        Uploads.of(asked, pipeline.folder())
                .forEach((file, hash) -> digest.add(file).add(hash));
        return digest.hex();
    }

    private String service(String name) {
        ServiceSpec service = pipeline.service(name).orElseThrow();
        String image = service.role()
                .map(role -> proven.id(role).orElse("absent"))
                .orElseGet(
                        () -> engine.image(service.image()).map(ImageFacts::id).orElse("absent"));
        return ContainerFiles.definition(pipeline, service)
                + image
                + ContainerFiles.hashes(pipeline, Stream.of(service.container()))
                + cast.access().given(service.container().secrets());
    }
}
