package dev.slipway.preflight.rules.python;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.base.Base;
import dev.slipway.preflight.base.Installed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Is OpenCV with windows installed where there is no libGL? */
public final class OpencvRule implements Rule {
    private static final Kind KIND = new Kind(
            "opencv-gui",
            Severity.WARNING,
            "OpenCV with windows is installed, and the image has no libGL",
            "The wheels opencv-python and opencv-contrib-python need libGL.so.1 when they are imported; slim images do not have"
                    + " it. The build passes and 'import cv2' fails. The headless wheels are the same without windows.");
    private static final Set<String> GUI = Set.of("opencv-python", "opencv-contrib-python");
    private static final String[] BRINGS_GL = {
        "libgl1",
        "libgl1-mesa-glx",
        "libgl1-mesa-dri",
        "libgl1-mesa-dev",
        "libopencv-dev",
        "python3-opencv",
        "ffmpeg",
        "mesa-utils",
        "libgtk-3-0",
        "libgtk2.0-dev",
        "libgtk-3-dev",
        "mesa-gl",
        "mesa-dri-gallium",
        "xvfb",
        "chromium"
    };

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Optional<Script> target = subject.target();
        if (target.isEmpty()) {
            return;
        }
        Base base = Base.parse(target.get().base());
        Installed installed = Installed.by(target.get().steps());
        boolean bare = base.slim() || Set.of("debian", "ubuntu").contains(base.repository());
        if (!bare || base.alpine() || !installed.sure() || installed.hasAny(BRINGS_GL) || bringsHeadless(subject)) {
            return;
        }
        for (Installation installation : Installation.in(subject)) {
            if (reaches(installation, target.get())) {
                installation.applying().stream()
                        .filter(one -> GUI.contains(one.requirement().name()))
                        .forEach(one -> findings.accept(KIND.at(
                                one.origin(),
                                "%s needs libGL.so.1 when it is imported, and %s has none."
                                        .formatted(
                                                one.requirement().name(),
                                                target.get().base()),
                                "Maybe take %s-headless, or install libgl1 and libglib2.0-0."
                                        .formatted(one.requirement().name()))));
            }
        }
    }

    /** Whoever installs both wheels leaves the files of the later one, and means the headless one. */
    private static boolean bringsHeadless(Subject subject) {
        return Installation.in(subject).stream()
                .flatMap(one -> one.applying().stream())
                .anyMatch(one -> one.requirement().name().endsWith("-headless")
                        && one.requirement().name().startsWith("opencv-"));
    }

    /** In the image itself, or in a stage that something is copied from. */
    private static boolean reaches(Installation installation, Script target) {
        return target.contains(installation.step())
                || target.steps().stream()
                        .map(Step::instruction)
                        .filter(one -> one.is("COPY"))
                        .flatMap(one -> one.flag("from").stream())
                        .anyMatch(from -> from.equalsIgnoreCase(
                                        installation.script().stage().label())
                                || from.equals(Integer.toString(
                                        installation.script().stage().number())));
    }
}
