package dev.slipway.drift;

import dev.slipway.past.Bill;
import dev.slipway.run.Inventory.InstalledPackage;
import dev.slipway.run.Provenance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bills that differ in what a test is about. */
record Bills(Bill bill) {
    private static final Instant NIGHT = Instant.parse("2026-03-01T02:30:00Z");

    static Bills good() {
        return new Bills(new Bill(
                "good-run",
                "",
                NIGHT,
                "backend",
                "full",
                "f1",
                new Provenance("1.4.0", "4f1c0ff9d2", false),
                "Docker Engine 28.5 (BuildKit) at unix:///var/run/docker.sock",
                Map.of("python:3.11-slim", "sha256:aaaaaaaaaaaaaaaaaaaa"),
                Map.of(
                        "base python:3.11-slim", "h0",
                        "dockerfile Dockerfile", "h1",
                        "file requirements.txt", "h2",
                        "folder src", "h3",
                        "check 1 (http /health)", "h4",
                        "slipway", "h5",
                        "arg MODE", "h6"),
                List.of(
                        new InstalledPackage("pip", "numpy", "1.26.4"),
                        new InstalledPackage("pip", "pandas", "2.2.1"),
                        new InstalledPackage("pip", "opencv-python-headless", "4.8.0"),
                        new InstalledPackage("dpkg", "libgl1", "1.6.0-1"),
                        new InstalledPackage("dpkg", "openssl", "3.0.11-1")),
                List.of(),
                1000));
    }

    Bills pip(String name, String version) {
        return packaged("pip", name, version);
    }

    /** An empty version takes it away. */
    Bills packaged(String manager, String name, String version) {
        List<InstalledPackage> packages = new ArrayList<>(bill.packages());
        packages.removeIf(each -> each.manager().equals(manager) && each.name().equals(name));
        if (!version.isEmpty()) {
            packages.add(new InstalledPackage(manager, name, version));
        }
        return with(bill.variant(), bill.provenance(), bill.bases(), bill.inputs(), packages);
    }

    Bills withoutPackages() {
        return with(bill.variant(), bill.provenance(), bill.bases(), bill.inputs(), List.of());
    }

    Bills withoutInputs() {
        return with(bill.variant(), bill.provenance(), bill.bases(), Map.of(), bill.packages());
    }

    /** An empty hash takes it away. */
    Bills input(String name, String hash) {
        Map<String, String> inputs = new TreeMap<>(bill.inputs());
        inputs.remove(name);
        if (!hash.isEmpty()) {
            inputs.put(name, hash);
        }
        return with(bill.variant(), bill.provenance(), bill.bases(), inputs, bill.packages());
    }

    Bills base(String reference, String id) {
        Map<String, String> bases = new TreeMap<>(bill.bases());
        bases.put(reference, id);
        return with(bill.variant(), bill.provenance(), bases, bill.inputs(), bill.packages())
                .input("base " + reference, id);
    }

    Bills made(Provenance provenance) {
        return with(bill.variant(), provenance, bill.bases(), bill.inputs(), bill.packages());
    }

    Bills variant(String variant) {
        return with(variant, bill.provenance(), bill.bases(), bill.inputs(), bill.packages());
    }

    private Bills with(
            String variant,
            Provenance provenance,
            Map<String, String> bases,
            Map<String, String> inputs,
            List<InstalledPackage> packages) {
        return new Bills(new Bill(
                "run-now",
                "",
                NIGHT.plusSeconds(86_400),
                bill.image(),
                variant,
                bill.fingerprint(),
                provenance,
                bill.engine(),
                bases,
                inputs,
                packages,
                bill.layers(),
                bill.bytes()));
    }
}
