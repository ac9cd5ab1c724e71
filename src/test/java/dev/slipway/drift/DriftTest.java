package dev.slipway.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.drift.Pins.Pin;
import dev.slipway.run.Provenance;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DriftTest {
    private static final Diagnosis NUMPY = diagnosis(
            "numpy-abi-mismatch",
            "cv2 was built for another NumPy than the one installed (2.3.1), and does not load with it.",
            "A module that was compiled using NumPy 1.x cannot be run in NumPy 2.3.1 as it may crash.");

    @Test
    void whatTheEvidenceNamesComesFirstAndIsCalledTheCause() {
        assertThat(told(
                        Bills.good()
                                .pip("numpy", "2.3.1")
                                .pip("pandas", "3.0.0")
                                .input("dockerfile Dockerfile", "x"),
                        NUMPY))
                .isEqualTo(
                        """
                        the import broke as numpy came in as 2.3.1 (was 1.26.4); the evidence names it
                        numpy 1.26.4 → 2.3.1 (the evidence names it)
                        pandas 2.2.1 → 3.0.0 (it is a new major release)
                        Dockerfile changed
                        commit the same commit 4f1c0ff
                        """);
    }

    @Test
    void whatNobodyPinnedIsSaid() {
        Drift drift = Drift.between(
                Bills.good().bill(),
                Bills.good().pip("numpy", "2.3.1").bill(),
                NUMPY,
                (image, variant, manager, name) -> Pin.OPEN);

        assertThat(DriftWords.sentence(drift, NUMPY))
                .isEqualTo(
                        "the import broke as numpy came in as 2.3.1 (was 1.26.4); the evidence names it, and nothing in"
                                + " your files pins it");
    }

    @Test
    void withoutALookIntoTheFilesOnlyThatTheyAreTheSameIsSaid() {
        assertThat(told(Bills.good().pip("numpy", "2.3.1"), NUMPY))
                .startsWith(
                        "the import broke as numpy came in as 2.3.1 (was 1.26.4); the evidence names it, and no file of"
                                + " yours changed\n");
    }

    @Test
    void aMissingModuleIsThePackageThatBringsItUnderAnotherName() {
        Diagnosis why = diagnosis(
                "python-module-missing",
                "The Python of this image has no module cv2.",
                "ModuleNotFoundError: No module named 'cv2'");

        assertThat(first(Bills.good().pip("opencv-python-headless", "").pip("numpy", "2.0.0"), why))
                .isEqualTo("opencv-python-headless 4.8.0 went (it is what failed, and no file of yours changed)");
    }

    @Test
    void aMissingLibraryIsTheDebianPackageOfThatName() {
        Diagnosis why = diagnosis(
                "shared-library-missing",
                "A program needs libGL.so.1 when it runs.",
                "ImportError: libGL.so.1: cannot open shared object file: No such file or directory");

        assertThat(first(
                        Bills.good()
                                .packaged("dpkg", "libgl1", "")
                                .packaged("dpkg", "openssl", "3.0.15-1")
                                .base("python:3.11-slim", "sha256:bbbbbbbbbbbbbbbbbbbb")
                                .pip("numpy", "2.0.0"),
                        why))
                .isEqualTo("libgl1 1.6.0-1 went (it is what failed)");
    }

    @Test
    void aBaseThatIsAnotherImageExplainsTheDebianPackagesThatDiffer() {
        Bills now = Bills.good()
                .base("python:3.11-slim", "sha256:bbbbbbbbbbbbbbbbbbbb")
                .packaged("dpkg", "openssl", "3.0.15-1");
        for (int i = 0; i < 13; i++) {
            now = now.packaged("dpkg", "lib" + (char) ('a' + i), "1");
        }

        assertThat(told(now, null))
                .isEqualTo(
                        """
                        python:3.11-slim is another image (aaaaaaaaaaaa → bbbbbbbbbbbb); 14 Debian packages differ: liba 1 came, libb 1 came, libc 1 came …
                        base python:3.11-slim aaaaaaaaaaaa → bbbbbbbbbbbb (14 Debian packages differ: liba 1 came, libb 1 came, libc 1 came …)
                        commit the same commit 4f1c0ff
                        """);
    }

    @Test
    void kindsStandInTheirOrderWhereTheEvidenceIsSilent() {
        Bills now = Bills.good()
                .pip("numpy", "2.3.1")
                .pip("pandas", "2.2.2")
                .input("file requirements.txt", "x")
                .input("file src/app.py", "x")
                .input("arg MODE", "x")
                .input("check 1 (http /health)", "x")
                .base("python:3.11-slim", "sha256:bbbbbbbbbbbbbbbbbbbb")
                .made(new Provenance("1.5.0", "9ab3d21aaa", true));

        assertThat(told(now, diagnosis("none", "No rule matched.", "Segmentation fault")))
                .isEqualTo(
                        """
                        it broke, and the first suspect is that numpy came in as 2.3.1 (was 1.26.4); it is a new major release; 7 more things differ
                        numpy 1.26.4 → 2.3.1 (it is a new major release)
                        requirements.txt changed
                        base python:3.11-slim aaaaaaaaaaaa → bbbbbbbbbbbb
                        the pipeline's check http /health changed
                        build argument MODE changed
                        pandas 2.2.1 → 2.2.2
                        src/app.py was added
                        Slipway 1.4.0 → 1.5.0
                        commit 4f1c0ff → 9ab3d21, with uncommitted changes
                        """);
    }

    @Test
    void aFloodOfFilesIsOneSuspect() {
        Bills now = Bills.good();
        for (int i = 0; i < 214; i++) {
            now = now.input("file backend/src/m%03d.py".formatted(i), "x");
        }

        assertThat(told(now.input("folder backend/src", "y"), null))
                .isEqualTo(
                        """
                        214 files under backend/src differ; backend/src/m000.py, backend/src/m001.py, backend/src/m002.py …
                        214 files under backend/src differ (backend/src/m000.py, backend/src/m001.py, backend/src/m002.py …)
                        commit the same commit 4f1c0ff
                        """);
    }

    @Test
    void transitivePackagesComeAfterThoseThatTheFilesName() {
        Pins pins = (image, variant, manager, name) -> name.equals("zeta") ? Pin.OPEN : Pin.UNNAMED;
        Drift drift = Drift.between(
                Bills.good().pip("alpha", "1.0").pip("zeta", "1.0").bill(),
                Bills.good().pip("alpha", "2.0").pip("zeta", "2.0").bill(),
                null,
                pins);

        assertThat(drift.suspects()).extracting(Suspect::what).containsExactly("zeta", "alpha");
    }

    @Test
    void aFailureThatBlamesARemoteIsNotBlamedOnWhatDiffers() {
        Diagnosis why = new Diagnosis(
                "pip-network-timeout",
                Nature.TRANSIENT,
                "r",
                List.of(new Quote(1, "numpy: 503")),
                "No answer.",
                List.of(),
                null);

        assertThat(told(Bills.good().pip("numpy", "1.26.5"), why))
                .startsWith(
                        "a remote is to blame, and what differs most likely has no part in it: numpy came in as 1.26.5");
    }

    @Test
    void whatIsUnknownIsNoDifference() {
        Diagnosis why = diagnosis("pip-resolution-conflict", "No.", "ResolutionImpossible");

        assertThat(told(Bills.good().withoutPackages(), why))
                .startsWith("the build broke, and nothing that is known differs from the last good run good-run\n");
    }

    @Test
    void aBaseOfWhichNobodyKnowsWhoStartedFromItDidNotComeOrGo() {
        Bills good = Bills.good().withoutInputs();
        Bills now = Bills.good().base("node:20-slim", "sha256:cccccccccccccccccccc");

        assertThat(Drift.between(good.bill(), now.bill(), null).none()).isTrue();
        assertThat(Drift.between(
                                good.bill(),
                                now.base("python:3.11-slim", "sha256:bbbbbbbbbbbbbbbbbbbb")
                                        .bill(),
                                null)
                        .suspects())
                .extracting(Suspect::what)
                .containsExactly("python:3.11-slim");
    }

    @Test
    void anotherVariantIsToldAsSuchAndNotHeldAgainstThisOne() {
        assertThat(told(Bills.good().variant("minimal").pip("numpy", "").input("dockerfile Dockerfile", "x"), null))
                .startsWith("variant full → minimal\n");
    }

    @Test
    void aCheckThatOnlyMovedIsTheSameCheck() {
        Bills now = Bills.good()
                .input("check 1 (http /health)", "")
                .input("check 2 (http /health)", "h4")
                .input("check 1 (import numpy)", "h9");

        assertThat(Drift.between(Bills.good().bill(), now.bill(), null).suspects())
                .extracting(DriftWords::line)
                .containsExactly("the pipeline's check import numpy was added");
    }

    @Test
    void nothingIsNothing() {
        assertThat(Drift.between(Bills.good().bill(), Bills.good().bill(), null).none())
                .isTrue();
    }

    @Test
    void anotherHomesRunIsToldAsSuch() {
        Drift here = Drift.between(
                Bills.good().bill(), Bills.good().pip("numpy", "2.3.1").bill(), null);
        Drift drift = new Drift(
                here.image(),
                here.goodRun(),
                "build-7:/srv/shop/.slipway",
                here.goodAt(),
                here.commit(),
                here.suspects());
        assertThat(DriftWords.lines(drift))
                .startsWith("compared with a run of another home (build-7:/srv/shop/.slipway), as none is known here in"
                        + " which it was good")
                .hasSize(DriftWords.lines(here).size() + 1);
        assertThat(drift.of(List.of()).elsewhere()).isEqualTo("build-7:/srv/shop/.slipway");
    }

    private static Diagnosis diagnosis(String category, String explanation, String quote) {
        return new Diagnosis(
                category, Nature.DETERMINISTIC, "rule", List.of(new Quote(7, quote)), explanation, List.of(), null);
    }

    private static String first(Bills now, Diagnosis why) {
        return DriftWords.lines(Drift.between(Bills.good().bill(), now.bill(), why))
                .getFirst();
    }

    private static String told(Bills now, @Nullable Diagnosis why) {
        Drift drift = Drift.between(Bills.good().bill(), now.bill(), why);
        return String.join(
                "",
                Stream.concat(Stream.of(DriftWords.sentence(drift, why)), DriftWords.lines(drift).stream())
                        .map(line -> line + "\n")
                        .toList());
    }
}
