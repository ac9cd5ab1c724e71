package dev.slipway.yaml;

import dev.slipway.model.AgentSource;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Origin;
import dev.slipway.model.Param;
import dev.slipway.model.Pipeline;
import dev.slipway.model.SecretSource;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.Variant;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The required secrets and agents of a valid pipeline that cannot be had here and now. That says nothing against the
 * file: whoever runs it may have them. Without them a build stops the images that want them.
 */
public final class MissingAccess {
    private final Pipeline pipeline;
    private final Map<String, String> variables;
    private final Map<String, String> params;
    private final Set<String> lacking;
    private final Set<Problem> problems = new LinkedHashSet<>();

    private MissingAccess(Pipeline pipeline, Given given) {
        this.pipeline = pipeline;
        this.variables = given.variables();
        this.params = given.secrets(pipeline.params());
        this.lacking = pipeline.params().stream()
                .filter(param -> param.required() && !params.containsKey(param.name()))
                .map(Param::name)
                .collect(Collectors.toSet());
    }

    /** In the order of the pipeline. Reads no secret, and asks no command for one. */
    public static List<Problem> in(Pipeline pipeline, Given given) {
        MissingAccess access = new MissingAccess(pipeline, given);
        for (ImageSpec image : pipeline.images()) {
            image.variants().forEach(variant -> access.variant("images." + image.name(), variant));
        }
        for (ServiceSpec service : pipeline.services()) {
            access.container("services." + service.name(), service.container());
        }
        return List.copyOf(access.problems);
    }

    private void variant(String where, Variant variant) {
        variant.build().secrets().forEach((id, secret) -> secret(where + ".secrets." + id, secret));
        variant.build().access().agents().forEach((id, agent) -> agent(where + ".ssh." + id, agent));
        container(where, variant.proof().container());
    }

    private void container(String where, ContainerSettings container) {
        container.secrets().forEach((id, secret) -> secret(where + ".container.secrets." + id, secret.source()));
    }

    private void secret(String where, SecretSource secret) {
        if (!secret.required()) {
            return;
        }
        switch (secret) {
            case SecretSource.FromEnvironment variable -> {
                if (variables.getOrDefault(variable.variable(), "").isEmpty()) {
                    tell(secret.origin(), where, "the variable '" + variable.variable() + "' is not set or empty");
                }
            }
            case SecretSource.FromFile file -> {
                if (!Files.isReadable(file.path())) {
                    tell(secret.origin(), where, "the file " + shown(file.path()) + " is not there or not readable");
                }
            }
            case SecretSource.FromParam param -> {
                // Of a required one it has been told already that nothing is given.
                if (!params.containsKey(param.param()) && !lacking.contains(param.param())) {
                    tell(secret.origin(), where, "the parameter '" + param.param() + "' is not given");
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
        String path = variables.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder.isEmpty() ? "." : folder, program))
                .anyMatch(Files::isExecutable);
    }

    private void agent(String where, AgentSource agent) {
        switch (agent) {
            case AgentSource.FromEnvironment usual -> {
                if (variables.getOrDefault(AgentSource.VARIABLE, "").isEmpty()) {
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

    private void tell(Origin origin, String where, String sentence) {
        problems.add(new Problem(origin, where, sentence, null));
    }

    private String shown(Path path) {
        Path folder = pipeline.folder();
        return Quoted.of((path.startsWith(folder) ? folder.relativize(path) : path).toString());
    }
}
