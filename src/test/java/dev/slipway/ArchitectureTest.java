package dev.slipway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The staircase of the design, and the rules of the house that a compiler cannot keep. */
class ArchitectureTest {
    private static final int LONGEST_FILE = 400;

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.slipway");

    @Test
    void arrowsPointOnlyDownwards() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("cli")
                .definedBy("dev.slipway.cli..")
                .layer("console")
                .definedBy("dev.slipway.console..")
                .layer("history")
                .definedBy("dev.slipway.history..")
                .layer("report")
                .definedBy("dev.slipway.report..")
                .layer("nightly")
                .definedBy("dev.slipway.nightly..")
                .layer("notices")
                .definedBy("dev.slipway.notices..")
                .layer("judgement")
                .definedBy("dev.slipway.judgement..")
                .layer("drift")
                .definedBy("dev.slipway.drift..")
                .layer("past")
                .definedBy("dev.slipway.past..")
                .layer("clean")
                .definedBy("dev.slipway.clean..")
                .layer("doctor")
                .definedBy("dev.slipway.doctor..")
                .layer("journal")
                .definedBy("dev.slipway.journal..")
                .layer("workbench")
                .definedBy("dev.slipway.workbench..")
                .layer("watch")
                .definedBy("dev.slipway.watch..")
                .layer("stack")
                .definedBy("dev.slipway.stack..")
                .layer("run")
                .definedBy("dev.slipway.run..")
                .layer("plan")
                .definedBy("dev.slipway.plan..")
                .layer("preload")
                .definedBy("dev.slipway.preload..")
                .layer("probe")
                .definedBy("dev.slipway.probe..")
                .layer("diagnose")
                .definedBy("dev.slipway.diagnose..")
                .layer("context")
                .definedBy("dev.slipway.context..")
                .layer("secrets")
                .definedBy("dev.slipway.secrets..")
                .layer("host")
                .definedBy("dev.slipway.host..")
                .layer("engine.registry")
                .definedBy("dev.slipway.engine.registry..")
                .layer("engine.docker")
                .definedBy("dev.slipway.engine.docker..")
                .layer("engine.buildkit")
                .definedBy("dev.slipway.engine.buildkit..")
                .layer("engine")
                .definedBy("dev.slipway.engine")
                .layer("yaml")
                .definedBy("dev.slipway.yaml..")
                .layer("dotenv")
                .definedBy("dev.slipway.dotenv..")
                .layer("preflight")
                .definedBy("dev.slipway.preflight..")
                .layer("knowledge")
                .definedBy("dev.slipway.knowledge..")
                .layer("model")
                .definedBy("dev.slipway.model..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("console")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("doctor")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("clean")
                .mayOnlyBeAccessedByLayers("cli", "doctor")
                .whereLayer("history")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("nightly")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("notices")
                .mayOnlyBeAccessedByLayers("cli", "nightly")
                .whereLayer("judgement")
                .mayOnlyBeAccessedByLayers("cli", "report", "nightly")
                .whereLayer("drift")
                .mayOnlyBeAccessedByLayers("cli", "report", "nightly")
                .whereLayer("past")
                .mayOnlyBeAccessedByLayers("cli", "console", "report", "nightly", "judgement", "drift", "history")
                .whereLayer("journal")
                .mayOnlyBeAccessedByLayers("cli", "console", "clean", "history", "report")
                .whereLayer("workbench")
                .mayOnlyBeAccessedByLayers("cli", "console", "journal")
                .whereLayer("watch")
                .mayOnlyBeAccessedByLayers("cli", "workbench")
                .whereLayer("watch")
                .mayNotAccessAnyLayer()
                .whereLayer("stack")
                .mayOnlyBeAccessedByLayers("cli", "console", "journal", "workbench")
                .whereLayer("run")
                .mayOnlyBeAccessedByLayers(
                        "cli",
                        "console",
                        "journal",
                        "stack",
                        "workbench",
                        "clean",
                        "doctor",
                        "past",
                        "drift",
                        "judgement",
                        "nightly",
                        "history",
                        "report")
                .whereLayer("plan")
                .mayOnlyBeAccessedByLayers("cli", "run", "stack", "clean")
                .whereLayer("preload")
                .mayOnlyBeAccessedByLayers("run")
                .whereLayer("probe")
                .mayOnlyBeAccessedByLayers("cli", "run", "preload", "stack", "workbench")
                .whereLayer("diagnose")
                .mayOnlyBeAccessedByLayers(
                        "cli",
                        "console",
                        "journal",
                        "run",
                        "stack",
                        "workbench",
                        "past",
                        "drift",
                        "nightly",
                        "history",
                        "report")
                .whereLayer("context")
                .mayOnlyBeAccessedByLayers("cli", "run", "preflight", "stack", "workbench", "history")
                .whereLayer("secrets")
                .mayOnlyBeAccessedByLayers("cli", "run", "stack", "workbench", "notices")
                .whereLayer("host")
                .mayOnlyBeAccessedByLayers("secrets", "engine.registry", "run", "stack", "cli", "nightly", "notices")
                .whereLayer("engine.registry")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("engine.docker")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("engine.buildkit")
                .mayOnlyBeAccessedByLayers("engine.docker")
                .whereLayer("engine.buildkit")
                .mayOnlyAccessLayers("engine")
                .whereLayer("yaml")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("dotenv")
                .mayOnlyBeAccessedByLayers("cli", "run", "stack", "yaml")
                .whereLayer("dotenv")
                .mayOnlyAccessLayers("model")
                .whereLayer("preflight")
                .mayOnlyBeAccessedByLayers("cli", "run")
                .whereLayer("knowledge")
                .mayOnlyBeAccessedByLayers("cli", "diagnose", "drift", "preflight", "probe")
                .because("a part that knows what stands above it can no longer be read, tested or replaced alone; "
                        + "turn the arrow round with an interface in the lower part")
                .check(OURS);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.slipway.(**)")
                .should()
                .beFreeOfCycles()
                .because("two packages that need each other are one package")
                .check(OURS);
    }

    @Test
    void theModelKnowsTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("dev.slipway.model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.slipway.model..", "java..", "org.jspecify..")
                .because("the model is what everyone else agrees on; put formats and engines into their own parts")
                .check(OURS);
    }

    @Test
    void foreignLibrariesStayInTheirRooms() {
        onlyIn("com.github.dockerjava..", "the engine port", "dev.slipway.engine.docker..");
        onlyIn("io.grpc..", "the engine port", "dev.slipway.engine.buildkit..");
        onlyIn("ch.qos.logback..", "slf4j", "dev.slipway.cli..");
        onlyIn("picocli..", "a plain method of the part itself", "dev.slipway.cli..");
        onlyIn(
                "org.snakeyaml..",
                "the pipeline reader, or a small loader beside the data",
                "dev.slipway.yaml..",
                "dev.slipway.diagnose..",
                "dev.slipway.knowledge..");
        onlyIn("org.jline..", "the display's own seam", "dev.slipway.console..", "dev.slipway.cli..");
        onlyIn("java.sql..", "the port of the past", "dev.slipway.history..");
        onlyIn("org.jdbi..", "the port of the past", "dev.slipway.history..");
        onlyIn("org.flywaydb..", "the port of the past", "dev.slipway.history..");
        onlyIn("gg.jte..", "a report", "dev.slipway.report..");
        onlyIn("jakarta.mail..", "a notice", "dev.slipway.notices..");
        onlyIn("org.awaitility..", "a probe", "dev.slipway.probe..", "dev.slipway.preload..");
    }

    private static void onlyIn(String library, String instead, String... rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("a library used everywhere can be replaced nowhere; use " + instead)
                .check(OURS);
    }

    @Test
    void onlyTheCommandLineTalksToTheStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.slipway.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("what the user reads is told as events; write to the writer that you were given")
                .check(OURS);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", Duration.class)
                .because("a sleep is a race with the odds hidden; use the Ticker or wait for the fact itself")
                .check(new ClassFileImporter().importPackages("dev.slipway"));
    }

    @Test
    void everyPackageIsNullMarked() {
        for (JavaPackage room : OURS.getPackage("dev.slipway").getSubpackagesInTree()) {
            if (room.getClasses().isEmpty() || generated(room)) {
                continue;
            }
            assertThat(room.isAnnotatedWith(NullMarked.class))
                    .as("package %s has a package-info with @NullMarked", room.getName())
                    .isTrue();
        }
    }

    private static boolean generated(JavaPackage room) {
        return room.getClasses().stream()
                .anyMatch(type -> type.isAssignableTo("com.google.protobuf.GeneratedFile")
                        || type.isAssignableTo("com.google.protobuf.GeneratedMessage"));
    }

    @Test
    void filesStaySmall() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<String> tooLong = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > LONGEST_FILE)
                    .map(Path::toString)
                    .toList();
            assertThat(tooLong)
                    .as("files over %d lines; a file is one idea, find the second one", LONGEST_FILE)
                    .isEmpty();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException unreadable) {
            throw new IllegalStateException("cannot read " + file, unreadable);
        }
    }
}
