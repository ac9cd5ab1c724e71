package dev.slipway.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.StopSignal;
import dev.slipway.probe.PackageSurvey.Answer;
import dev.slipway.probe.PackageSurvey.Found;
import dev.slipway.probe.ScriptedEngine.Play;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PackageSurveyTest {
    private final ScriptedEngine engine = new ScriptedEngine()
            .with(
                    "app",
                    100,
                    new ImageFacts.Configuration(
                            "app",
                            List.of("serve"),
                            List.of(),
                            Map.of("PATH", "/opt/venv/bin:/usr/bin"),
                            List.of(),
                            null,
                            "/srv"),
                    Map.of());

    private Answer ask() {
        BedSetting setting = new BedSetting("slipway-r-app-1", Map.of("owner", "me"), Path.of("/"), Duration.ZERO);
        return PackageSurvey.ask(engine, "app", setting, new StopSignal());
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(engine.left()).isEmpty();
    }

    /** What the script of ours is given as its mark, which it prints before each report. */
    private static String mark(ContainerSpec spec) {
        return spec.command().orElseThrow().get(2);
    }

    @Test
    void imageWithoutAnyManagerHasNoneAndStartsNothing() {
        assertThat(ask()).isEqualTo(new Answer(List.of(), List.of()));
        ContainerSpec looked = engine.created.getFirst();
        assertThat(looked.labels()).containsEntry("owner", "me");
        assertThat(looked.attachment()).isEqualTo(new ContainerSpec.Attachment.None());
        assertThat(looked.confinement().surface().volumes()).isEmpty();
    }

    @Test
    void pipIsAskedInTheInterpreterOnThePathAndNamesAreCompared() {
        engine.files.put("/opt/venv/bin/python3", "");
        engine.plays(spec -> Play.exits(
                0,
                mark(spec) + "{\"name\": \"Flask_SQLAlchemy\", \"version\": \"3.1.1\"}",
                "a warning of somebody",
                mark(spec) + "{\"name\": \"numpy\", \"version\": \"2.3.1\"}",
                mark(spec) + "{\"name\": \"NumPy\", \"version\": \"1.26.4\"}"));
        assertThat(ask())
                .isEqualTo(new Answer(
                        List.of(new Found("pip", "flask-sqlalchemy", "3.1.1"), new Found("pip", "numpy", "2.3.1")),
                        List.of()));
        assertThat(engine.created).hasSize(1);
    }

    @Test
    void olderNameOfTheInterpreterIsFoundToo() {
        engine.files.put("/usr/bin/python", "");
        engine.plays(spec -> Play.exits(0, mark(spec) + "{\"name\": \"a\", \"version\": \"1\"}"));
        assertThat(ask().packages()).containsExactly(new Found("pip", "a", "1"));
        assertThat(engine.created.getLast().entrypoint()).contains(List.of("python"));
    }

    @Test
    void interpreterThatDoesNotStartOrBreaksIsTold() {
        engine.files.put("/usr/bin/python3", "");
        engine.plays(spec -> Play.exits(1, "ImportError: no module named json"));
        assertThat(ask().unasked())
                .containsExactly(
                        "pip: listing the distributions ended with exit code 1: ImportError: no module named json");
        engine.plays(spec -> Play.notThere());
        assertThat(ask().unasked()).singleElement().asString().startsWith("pip: Python does not start: ");
    }

    @Test
    void dpkgTellsWhatIsInstalledAndNotWhatWas() {
        engine.files.put(
                "/var/lib/dpkg/status",
                """
                Package: libc6
                Status: install ok installed
                Version: 2.36-9+deb12u10
                Description: GNU C Library
                 Version: not this one

                Package: gone
                Status: deinstall ok config-files
                Version: 1.0
                """);
        assertThat(ask().packages()).containsExactly(new Found("dpkg", "libc6", "2.36-9+deb12u10"));
    }

    @Test
    void imagesWithoutAShellListEachPackageApart() {
        engine.files.put("/var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12.4\n");
        engine.files.put("/var/lib/dpkg/status.d/base.md5sums", "d41d8cd9  etc/debian_version\n");
        assertThat(ask().packages()).containsExactly(new Found("dpkg", "base-files", "12.4"));
    }

    @Test
    void apkWritesFieldsOfOneLetter() {
        engine.files.put("/lib/apk/db/installed", "C:Q1abc=\nP:musl\nV:1.2.5-r0\nA:x86_64\n\nP:zlib\nV:1.3.1-r2\n");
        assertThat(ask().packages())
                .containsExactly(new Found("apk", "musl", "1.2.5-r0"), new Found("apk", "zlib", "1.3.1-r2"));
    }

    @Test
    void npmIsReadFromWhatItKeepsBesideTheModulesOnTheFirstLevel() {
        engine.files.put(
                "/srv/node_modules/.package-lock.json",
                """
                {"lockfileVersion": 3, "packages": {
                  "node_modules/left-pad": {"version": "1.3.0"},
                  "node_modules/@scope/tool": {"version": "2.0.0"},
                  "node_modules/left-pad/node_modules/inner": {"version": "9.9.9"}}}
                """);
        assertThat(ask().packages())
                .containsExactly(new Found("npm", "@scope/tool", "2.0.0"), new Found("npm", "left-pad", "1.3.0"));
    }

    @Test
    void modulesWithoutAListAreTold() {
        engine.files.put("/srv/node_modules/.modules.yaml", "layoutVersion: 5\n");
        assertThat(ask().unasked())
                .containsExactly("npm: /srv/node_modules has no list of what is in it (.package-lock.json)");
        engine.files.put("/srv/package-lock.json", "{\"dependencies\": {\"a\": {\"version\": \"1.0.0\"}}}");
        assertThat(ask().packages()).containsExactly(new Found("npm", "a", "1.0.0"));
        engine.files.put("/srv/package-lock.json", "{\"dependencies\": ");
        assertThat(ask().unasked()).containsExactly("npm: its lock file in /srv is no JSON");
    }

    @Test
    void databaseThatNobodyHereCanReadIsTold() {
        engine.files.put("/var/lib/rpm/rpmdb.sqlite", "SQLite format 3");
        assertThat(ask().unasked()).containsExactly("rpm: its database cannot be read from outside");
    }

    @Test
    void brokenEngineIsToldAndNotThrown() {
        engine.files.put("/usr/bin/python3", "");
        engine.files.put("/lib/apk/db/installed", "P:musl\nV:1.2.5-r0\n");
        engine.onStart = new EngineException(Kind.UNREACHABLE, "starting c1", "connection refused");
        assertThat(ask())
                .isEqualTo(new Answer(
                        List.of(new Found("apk", "musl", "1.2.5-r0")),
                        List.of("pip: starting c1: connection refused")));
    }

    @Test
    void raisedSignalEndsIt() {
        engine.files.put("/usr/bin/python3", "");
        engine.plays(spec -> Play.runs());
        StopSignal stop = new StopSignal();
        BedSetting setting = new BedSetting("slipway-r-app-1", Map.of(), Path.of("/"), Duration.ZERO);
        stop.raise(StopSignal.Reason.INTERRUPTED);
        assertThat(PackageSurvey.ask(engine, "app", setting, stop).unasked()).hasSize(1);
    }
}
