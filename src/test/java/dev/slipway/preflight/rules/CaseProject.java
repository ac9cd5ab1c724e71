package dev.slipway.preflight.rules;

import dev.slipway.model.AccessSpec;
import dev.slipway.model.Budget;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.CacheSpec;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Nightly;
import dev.slipway.model.Origin;
import dev.slipway.model.Pipeline;
import dev.slipway.model.Proof;
import dev.slipway.model.RetryPolicy;
import dev.slipway.model.SecretSource;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.Timeouts;
import dev.slipway.model.Variant;
import dev.slipway.preflight.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small project in one text: settings of its variant, then its files, each behind a line {@code -- PATH --}. A
 * {@code ~} at a line's end stands for a carriage return. {@code encoding: PATH=NAME} and {@code mark: PATH} say how a
 * file is written. The last part may be {@code -- finds --}: what is expected.
 */
record CaseProject(Map<String, List<String>> settings, Map<String, String> files, List<String> finds) {
    static CaseProject parse(String text) {
        Map<String, List<String>> settings = new HashMap<>();
        Map<String, StringBuilder> files = new LinkedHashMap<>();
        StringBuilder open = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("-- ") && line.endsWith(" --")) {
                open = new StringBuilder();
                files.put(line.substring(3, line.length() - 3), open);
            } else if (!files.isEmpty()) {
                open.append(line.endsWith("~") ? line.substring(0, line.length() - 1) + "\r" : line)
                        .append('\n');
            } else if (!line.isBlank()) {
                int colon = line.indexOf(':');
                settings.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        StringBuilder finds = files.remove("finds");
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach((path, content) -> texts.put(
                path,
                content.substring(0, content.length() - (content.toString().endsWith("\n\n") ? 1 : 0))));
        return new CaseProject(
                settings,
                texts,
                finds == null ? List.of() : finds.toString().strip().lines().toList());
    }

    private String setting(String name, String absent) {
        return settings.getOrDefault(name, List.of(absent)).getFirst();
    }

    /** The findings, paths relative to the folder, in which the files are written first. */
    List<Finding> findings(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            boolean marked = settings.getOrDefault("mark", List.of()).contains(file.getKey());
            Files.writeString(
                    path,
                    (marked ? "\uFEFF" : "") + file.getValue(),
                    Charset.forName(pairs("encoding").getOrDefault(file.getKey(), "UTF-8")));
        }
        for (String hole : settings.getOrDefault("hole", List.of())) {
            hole(folder.resolve(hole.split(" ", 2)[0]), Long.parseLong(hole.split(" ", 2)[1]));
        }
        return Preflight.of(pipeline(folder), pairs("env")).stream()
                .map(finding -> new Finding(
                        near(finding.origin(), folder),
                        finding.rule(),
                        finding.severity(),
                        finding.sentence().replace(folder + "/", "").replace(folder.toString(), "."),
                        finding.remedy()))
                .toList();
    }

    private static Origin near(Origin origin, Path folder) {
        return new Origin(origin.file().replace(folder + "/", ""), origin.line(), origin.column());
    }

    private static void hole(Path file, long size) throws IOException {
        Files.createDirectories(file.getParent());
        try (SeekableByteChannel hole = Files.newByteChannel(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            hole.position(size - 1).write(ByteBuffer.wrap(new byte[1]));
        }
    }

    private Pipeline pipeline(Path folder) {
        Path file = folder.resolve("pipeline.yaml");
        List<ImageSpec> images = new ArrayList<>();
        for (String also : settings.getOrDefault("also", List.of())) {
            images.add(image(also.split(" ", 2)[0], folder, also.split(" ", 2)[1], Map.of()));
        }
        images.add(image("image", folder, setting("dockerfile", "Dockerfile"), pairs("arg")));
        List<ServiceSpec> services = settings.getOrDefault("service", List.of()).stream()
                .map(image -> new ServiceSpec(
                        "service", image, List.of(), Map.of(), List.of(), new Origin(file.toString(), 9, 3)))
                .toList();
        return new Pipeline("p", "", file, List.of(), images, services, List.of(), Nightly.NONE);
    }

    private Map<String, String> pairs(String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        settings.getOrDefault(name, List.of()).forEach(pair -> pairs.put(pair.split("=", 2)[0], pair.split("=", 2)[1]));
        return pairs;
    }

    private ImageSpec image(String name, Path folder, String dockerfile, Map<String, String> args) {
        Origin origin = new Origin(folder.resolve("pipeline.yaml").toString(), 3, 5);
        Map<String, SecretSource> secrets = new HashMap<>();
        settings.getOrDefault("secret", List.of())
                .forEach(id -> secrets.put(id, new SecretSource.FromEnvironment("X", true, new Origin("p", 1, 1))));
        boolean main = name.equals("image");
        String target = main ? setting("target", "") : "";
        BuildSpec build = new BuildSpec(
                folder.resolve(setting("context", "")),
                dockerfile,
                target.isEmpty() ? null : target,
                List.of(),
                args,
                main ? pairs("overlay") : Map.of(),
                new AccessSpec(secrets, Map.of()),
                CacheSpec.NONE);
        Variant variant = new Variant(
                "default",
                build,
                new Proof(List.of(), List.of(), List.of(), Map.of()),
                new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1)),
                Budget.UNLIMITED,
                new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                origin);
        return new ImageSpec(name, List.of(), List.of(variant, variant), List.of(), origin);
    }
}
