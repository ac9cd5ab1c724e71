package dev.slipway.scenario;

import dev.slipway.diagnose.Diagnostician;
import dev.slipway.diagnose.RuleBook;
import dev.slipway.engine.Engine;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.docker.BuilderChoice;
import dev.slipway.engine.docker.DockerEngine;
import dev.slipway.engine.docker.EngineAddress;
import dev.slipway.journal.JournalWriter;
import dev.slipway.model.Pipeline;
import dev.slipway.run.Home;
import dev.slipway.run.Run;
import dev.slipway.run.RunFolders;
import dev.slipway.run.RunSetting;
import dev.slipway.run.Thoroughness;
import dev.slipway.yaml.PipelineReader;
import dev.slipway.yaml.Reading;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A night of a pipeline as the program does it, but at a time that a test says; in this process or in one of its own. */
final class OneNight {
    private final Engine engine;
    private final Home home;
    private final Pipeline pipeline;
    private final Diagnostician diagnostician = new Diagnostician(RuleBook.bundled());

    OneNight(Engine engine, Home home, Pipeline pipeline) {
        this.engine = engine;
        this.home = home;
        this.pipeline = pipeline;
    }

    static Pipeline read(Path file, Map<String, String> parameters) {
        return switch (PipelineReader.read(file, parameters)) {
            case Reading.Valid valid -> valid.pipeline();
            case Reading.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    static Engine connect(String host) {
        EngineAddress address = EngineAddress.discover(URI.create(host).toString(), Map.of(), Path.of("/"));
        return DockerEngine.connect(address, BuilderChoice.AUTO);
    }

    /** Its run. */
    String run(Instant at) {
        try (LeapingTicker ticker = LeapingTicker.at(at)) {
            String id = new RunFolders(home).begin(ticker.now());
            RunSetting setting = new RunSetting(id, pipeline, home, 2, Thoroughness.NIGHTLY, "nights");
            try (JournalWriter journal = JournalWriter.open(home.journal(id))) {
                new Run(engine, setting, List.of(journal), ticker, diagnostician::diagnose)
                        .nightly(List.of(), new StopSignal());
                return id;
            }
        } catch (IOException unwritable) {
            throw new AssertionError("closing a journal", unwritable);
        }
    }

    /** HOST HOME PIPELINE TIME, then NAME=VALUE for each parameter. */
    public static void main(String[] arguments) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : List.of(arguments).subList(4, arguments.length)) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], parts[1]);
        }
        try (Engine engine = connect(arguments[0])) {
            new OneNight(engine, new Home(Path.of(arguments[1])), read(Path.of(arguments[2]), parameters))
                    .run(Instant.parse(arguments[3]));
        }
    }
}
