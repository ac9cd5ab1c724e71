package dev.slipway.past;

import dev.slipway.run.Inventory.InstalledPackage;
import dev.slipway.run.Inventory.Layer;
import dev.slipway.run.Provenance;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that is known to have gone into one attempt of an image. {@code elsewhere} is where the run's home is, {@code
 * HOST:FOLDER}, when another home's run was asked about, and else empty. {@code bases} are from references to the engine's ids.
 * {@code inputs} are from names to hashes, named as in {@code context.Inputs} ({@code file src/app.py}, {@code dockerfile
 * Dockerfile}, {@code arg X}, {@code base python:3.11-slim}, {@code check 2}). What is unknown is empty.
 */
public record Bill(
        String run,
        String elsewhere,
        Instant at,
        String image,
        String variant,
        String fingerprint,
        Provenance provenance,
        String engine,
        Map<String, String> bases,
        Map<String, String> inputs,
        List<InstalledPackage> packages,
        List<Layer> layers,
        long bytes) {
    public Bill {
        bases = Map.copyOf(bases);
        inputs = Map.copyOf(inputs);
        packages = List.copyOf(packages);
        layers = List.copyOf(layers);
    }
}
