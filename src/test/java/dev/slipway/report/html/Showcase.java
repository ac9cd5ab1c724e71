package dev.slipway.report.html;

import dev.slipway.drift.Drift;
import dev.slipway.drift.Suspect;
import dev.slipway.journal.RunStory;
import dev.slipway.journal.Runs;
import dev.slipway.report.RunReport;
import dev.slipway.run.Inventory;
import dev.slipway.run.Inventory.InstalledPackage;
import dev.slipway.run.Inventory.Layer;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.InventoryTaken;
import dev.slipway.run.RunEvent.StepEnded;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs as a page would find them: a story, a folder with logs, and what differs from when it was last good. */
final class Showcase {
    static final String RUN = "20260304-023000-7f3a";

    private Showcase() {}

    /** The degraded run, with everything that a page can show of one. */
    static RunReport degraded(Path root) throws IOException {
        Path folder = folder(root);
        log(folder, "backend-default-1", busyIndex());
        log(folder, "backend-default-2", List.of("build | #1 [internal] load build definition", "build | done"));
        log(folder, "worker-full-1", noCompiler());
        log(
                folder,
                "worker-minimal-1",
                List.of("build | #1 [internal] load build definition", "check.1 | arq is there"));
        List<RunEvent> told = new ArrayList<>();
        for (RunEvent event : Runs.degraded()) {
            told.add(event);
            if (event instanceof StepEnded end && end.span().equals("image/backend/default#2/build")) {
                told.add(new InventoryTaken(end.at(), "image/backend/default#2", "backend", "default", inventory()));
            }
        }
        Drift drift = new Drift(
                "worker",
                "20260303-023000-11c2",
                Instant.parse("2026-03-03T02:31:40Z"),
                "Two commits since then.",
                List.of(
                        new Suspect(
                                Suspect.Kind.PACKAGE,
                                "hiredis",
                                "2.3.2",
                                "3.0.0",
                                90,
                                "The failing step compiles it, and nothing in your files pins it."),
                        new Suspect(
                                Suspect.Kind.BASE,
                                "python:3.11-slim",
                                "sha256:41c0ffee",
                                "sha256:90bada55",
                                55,
                                "The image starts from it."),
                        new Suspect(Suspect.Kind.FILE, "worker/app.py", "5f1d2c", "90aa10", 10, "")));
        return new RunReport(RUN, RunStory.of(told), folder, root, false, List.of(drift));
    }

    static RunReport failed(Path root) throws IOException {
        Path folder = folder(root);
        log(
                folder,
                "tools-default-1",
                List.of("build | cc -o dist main.c", "build | make: *** [Makefile:3: dist] Error 2"));
        return new RunReport(RUN, RunStory.of(Runs.failed()), folder, root, false, List.of());
    }

    /** A run that has been told as far as so many events, by a process that is at work or has died. */
    static RunReport told(Path root, int events, boolean alive) throws IOException {
        RunStory story = RunStory.of(Runs.degraded().subList(0, events));
        return new RunReport(RUN, story, folder(root), root, alive, List.of());
    }

    static String page(RunReport report) {
        StringWriter page = new StringWriter();
        RunPage.write(report, page);
        return page.toString();
    }

    static Path folder(Path root) throws IOException {
        Path folder = root.resolve(".slipway/runs").resolve(RUN);
        Files.createDirectories(folder.resolve("logs"));
        return folder;
    }

    static Path log(Path folder, String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve("logs").resolve(name + ".log"), lines);
    }

    private static List<String> busyIndex() {
        List<String> lines = numbered(211, "build | Collecting dependency-%d");
        lines.add("build | WARNING: Retrying (Retry(total=0)) after connection broken by 'ResponseError'");
        lines.add("build | Looking in indexes: https://index.example/simple");
        lines.add("build | ERROR: HTTP error 503 while getting https://index.example/simple/arq/");
        return lines;
    }

    private static List<String> noCompiler() {
        List<String> lines =
                numbered(100, "build |       copying hiredis/part_%d.py -> build/lib.linux-x86_64/hiredis");
        lines.add("build |   error: command 'gcc' failed: No such file or directory");
        lines.add("build |   [end of output]");
        lines.add("build |   note: This error originates from a subprocess, and is likely not a problem with pip.");
        lines.add("build |   ERROR: Failed building wheel for hiredis");
        return lines;
    }

    private static List<String> numbered(int count, String pattern) {
        List<String> lines = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            lines.add(pattern.formatted(number));
        }
        return lines;
    }

    private static Inventory inventory() {
        List<InstalledPackage> packages = new ArrayList<>(List.of(
                new InstalledPackage("pip", "fastapi", "0.115.0"),
                new InstalledPackage("pip", "numpy", "1.26.4"),
                new InstalledPackage("pip", "opencv-python-headless", "4.9.0.80"),
                new InstalledPackage("dpkg", "libc6", "2.36-9+deb12u10")));
        return new Inventory(
                "sha256:b0",
                431_200_000,
                List.of(
                        new Layer("FROM python:3.11-slim", 126_000_000),
                        new Layer("RUN pip install -r requirements.txt", 288_400_000),
                        new Layer("COPY . /app", 4_800_000),
                        new Layer("COPY --from=models /app/model_cache /app/model_cache", 12_000_000)),
                packages,
                List.of("npm is not in the image"));
    }
}
