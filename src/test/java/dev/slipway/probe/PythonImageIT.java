package dev.slipway.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.StopSignal;
import dev.slipway.model.Check;
import dev.slipway.model.VersionRange;
import dev.slipway.probe.Doubles.Heard;
import dev.slipway.probe.ProbeResult.Healthy;
import dev.slipway.probe.ProbeResult.Unhealthy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Imports that pass and that fail as they do in the wild: a missing shared object, an ABI break, a crash. */
@SuppressWarnings("NullAway.Init") // set by JUnit
class PythonImageIT {
    private static final String BASE = "FROM python:3.11-slim\nRUN pip install --no-cache-dir ";

    private static @Nullable Dockyard yard;
    private static String sound;

    private final StopSignal stop = new StopSignal();
    private final Heard log = new Heard();

    @BeforeAll
    static void build() {
        yard = Dockyard.open("python:3.11-slim");
        sound = yard.build(BASE + "opencv-python-headless==4.8.1.78 numpy==1.26.4\n"
                + "RUN printf 'import sys\\nprint(\"loud\", end=\"\")\\nprint(\"mind the gap\", file=sys.stderr)\\n'"
                + " > /usr/local/lib/python3.11/site-packages/loud.py"
                + " && printf 'import ctypes\\nctypes.string_at(0)\\n' > /usr/local/lib/python3.11/site-packages/crash.py\n"
                + "USER nobody\n");
    }

    @AfterAll
    static void clear() {
        if (yard != null) {
            yard.close();
        }
    }

    @Test
    void modulesTellTheirVersionTimeAndMemory() {
        Healthy yes = (Healthy) ask(sound, imports("cv2", ">=4.8,<5", "numpy", ">=1.21,<2", "loud", ""));
        assertThat(yes.facts())
                .containsEntry("cv2.version", "4.8.1")
                .containsEntry("numpy.version", "1.26.4")
                .containsEntry("loud.stderr", "mind the gap")
                .containsKeys("cv2.importSeconds", "cv2.rssMb");
        assertThat(Integer.parseInt(yes.facts().getOrDefault("cv2.rssMb", "0"))).isPositive();
        assertThat(yes.detail()).startsWith("cv2 4.8.1 (").contains("but said: mind the gap");
        assertThat(log.lines).contains("mind the gap").noneMatch(line -> line.startsWith("slipway-"));
    }

    @Test
    void aVersionOutOfRangeAnAbsentModuleAndACrashAreToldTogether() {
        Unhealthy no = (Unhealthy) ask(sound, imports("numpy", ">=2", "torch", "", "crash", ""));
        assertThat(no.message())
                .isEqualTo(
                        "import numpy, torch, crash: numpy 1.26.4 is not in >=2; module torch is not installed in the"
                                + " image; importing crash was ended by signal 11 (segmentation fault)");
    }

    @Test
    void aMissingSharedObjectIsNamed() {
        String broken = yard().build(BASE + "opencv-python==4.8.1.78 numpy==1.26.4\n");
        assertThat(((Unhealthy) ask(broken, imports("cv2", "", "numpy", "<2"))).message())
                .isEqualTo(
                        "import cv2, numpy: importing cv2 raised ImportError: libGL.so.1: cannot open shared object file:"
                                + " No such file or directory (at /usr/local/lib/python3.11/site-packages/cv2/__init__.py:153"
                                + " native_module = importlib.import_module(\"cv2\"))");
    }

    @Test
    void anAbiBreakIsToldWithWhatTheModuleSaid() {
        String broken = yard().build(BASE + "opencv-python-headless==4.8.1.78 numpy==2.0.2\n");
        Unhealthy no = (Unhealthy) ask(broken, imports("cv2", ""));
        assertThat(no.message())
                .contains("importing cv2 raised ImportError: numpy.core.multiarray failed to import")
                .contains("having said: A module that was compiled using NumPy 1.x cannot be run in NumPy 2.0.2");
        assertThat(no.lines()).anyMatch(line -> line.contains("_ARRAY_API not found"));
    }

    @Test
    void distributionsAreListedWithoutImporting() {
        Check wanted = new Check.Packages(
                Map.of("OpenCV_Python-Headless", VersionRange.parse("~=4.8")), List.of("opencv-python"), Doubles.HERE);
        assertThat(ask(sound, wanted)).isInstanceOf(Healthy.class);
        Check refused = new Check.Packages(Map.of("torch", VersionRange.ANY), List.of("numpy"), Doubles.HERE);
        assertThat(((Unhealthy) ask(sound, refused)).message())
                .isEqualTo("packages: torch is not installed; numpy 1.26.4 is installed, and must not be");
    }

    private static Dockyard yard() {
        if (yard == null) {
            throw new IllegalStateException("the engine was not opened");
        }
        return yard;
    }

    private ProbeResult ask(String image, Check check) {
        ProbeResult result;
        try (TestBed bed = TestBed.open(yard().engine(), yard().setting())) {
            result = bed.ask(check, new Subject(image, "backend", Map.of()), stop, log);
        }
        yard().assertNothingIsLeft();
        return result;
    }

    private static Check imports(String... pairs) {
        Map<String, VersionRange> modules = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            modules.put(pairs[i], VersionRange.parse(pairs[i + 1]));
        }
        return new Check.Import(modules, Duration.ofMinutes(2), Doubles.HERE);
    }
}
