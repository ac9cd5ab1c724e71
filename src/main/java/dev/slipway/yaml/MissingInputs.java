package dev.slipway.yaml;

import dev.slipway.model.AgentSource;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.Check;
import dev.slipway.model.HttpCall;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Origin;
import dev.slipway.model.Pipeline;
import dev.slipway.model.SecretSource;
import dev.slipway.model.StackCheck;
import dev.slipway.model.Variant;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files and secrets that a valid pipeline names and that are not there. A build does not ask: a missing Dockerfile
 * stops its own image alone, while the others are finished.
 */
public final class MissingInputs {
    private final Pipeline pipeline;
    private final Map<String, String> environment;
    private final Set<Problem> problems = new LinkedHashSet<>();

    private MissingInputs(Pipeline pipeline, Map<String, String> environment) {
        this.pipeline = pipeline;
        this.environment = environment;
    }

    /** In the order of the pipeline. Reads no content, of secrets least of all. */
    public static List<Problem> in(Pipeline pipeline, Map<String, String> environment) {
        MissingInputs inputs = new MissingInputs(pipeline, environment);
        pipeline.images().forEach(image -> image.variants().forEach(variant -> inputs.variant(image, variant)));
        for (StackCheck stack : pipeline.stackChecks()) {
            stack.steps().forEach(step -> inputs.check("stack", step.check()));
        }
        return List.copyOf(inputs.problems);
    }

    private void variant(ImageSpec image, Variant variant) {
        String where =
                "images." + image.name() + (image.variants().size() == 1 ? "" : " variant '" + variant.name() + "'");
        BuildSpec build = variant.build();
        if (Files.isDirectory(build.context())) {
            inContext(variant.origin(), where, "the Dockerfile", build.context(), build.dockerfile());
            build.overlay()
                    .values()
                    .forEach(file -> inContext(variant.origin(), where, "the overlay", build.context(), file));
        } else {
            tell(
                    variant.origin(),
                    "images." + image.name(),
                    "the context " + shown(build.context()) + " is not a folder");
        }
        build.secrets().forEach((id, secret) -> secret("images." + image.name() + ".secrets." + id, secret));
        build.access().agents().forEach((id, agent) -> agent("images." + image.name() + ".ssh." + id, agent));
        variant.proof().checks().forEach(check -> check(where, check));
    }

    private void inContext(Origin origin, String where, String what, Path context, String file) {
        if (!Files.isRegularFile(context.resolve(file))) {
            tell(origin, where, what + " " + Quoted.of(file) + " is not in the context " + shown(context));
        }
    }

    private void secret(String where, SecretSource secret) {
        if (!secret.required()) {
            return;
        }
        switch (secret) {
            case SecretSource.FromEnvironment variable -> {
                if (environment.getOrDefault(variable.variable(), "").isEmpty()) {
                    tell(secret.origin(), where, "the variable '" + variable.variable() + "' is not set or empty");
                }
            }
            case SecretSource.FromFile file -> {
                if (!Files.isReadable(file.path())) {
                    tell(secret.origin(), where, "the file " + shown(file.path()) + " is not there or not readable");
                }
            }
            case SecretSource.FromCommand command -> {
                String program = command.command().get(0);
                if (!startable(program)) {
                    tell(secret.origin(), where, "there is no program " + Quoted.of(program) + " to ask for it");
                }
            }
        }
    }

    /** As a process is started: a name alone is looked for along PATH, anything else from the pipeline's folder. */
    private boolean startable(String program) {
        if (program.indexOf('/') >= 0) {
            return Files.isExecutable(pipeline.folder().resolve(program));
        }
        String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder.isEmpty() ? "." : folder, program))
                .anyMatch(Files::isExecutable);
    }

    private void agent(String where, AgentSource agent) {
        switch (agent) {
            case AgentSource.FromEnvironment usual -> {
                if (environment.getOrDefault(AgentSource.VARIABLE, "").isEmpty()) {
                    tell(agent.origin(), where, "no ssh agent: the variable 'SSH_AUTH_SOCK' is not set or empty");
                }
            }
            case AgentSource.AtSocket at -> {
                if (!Files.exists(at.socket())) {
                    tell(agent.origin(), where, "no ssh agent: the socket " + shown(at.socket()) + " is not there");
                }
            }
        }
    }

    private void check(String where, Check check) {
        if (check instanceof Check.Http http
                && http.call().body().orElse(null) instanceof HttpCall.Body.Multipart multipart) {
            multipart.fields().values().stream()
                    .filter(value -> value.startsWith("@"))
                    .map(value -> pipeline.folder().resolve(value.substring(1)).normalize())
                    .filter(file -> !Files.isRegularFile(file))
                    .forEach(file -> tell(check.origin(), where, "the file " + shown(file) + " is not there"));
        }
    }

    private void tell(Origin origin, String where, String sentence) {
        problems.add(new Problem(origin, where, sentence, null));
    }

    private String shown(Path path) {
        Path folder = pipeline.folder();
        return Quoted.of((path.startsWith(folder) ? folder.relativize(path) : path).toString());
    }
}
