package dev.slipway.preflight.rules.python;

import dev.slipway.model.Origin;
import dev.slipway.preflight.ImageFiles;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.WorkFolder;
import dev.slipway.preflight.base.Base;
import dev.slipway.preflight.python.Marker;
import dev.slipway.preflight.shell.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One installation of Python packages: the call, and all that it asks for by name, files read. {@code complete} is lost
 * where a file is not found or something cannot be read.
 */
record Installation(Script script, Step step, PipCall call, List<Wanted> wanted, boolean otherIndex, boolean complete) {
    Installation {
        wanted = List.copyOf(wanted);
    }

    /** Those of the stages that the target needs, in the order of the file. */
    static List<Installation> in(Subject subject) {
        List<Installation> all = new ArrayList<>();
        for (Script script : subject.scripts()) {
            for (Step step : script.own()) {
                WorkFolder folders = new WorkFolder(step);
                for (Command command : step.commands()) {
                    String folder = folders.of(command);
                    PipCall.of(command)
                            .map(call -> call.in(folder))
                            .ifPresent(call -> all.add(new InstallationReader(subject, script, step, call).read()));
                }
            }
        }
        return List.copyOf(all);
    }

    /** The file of the context that the call means by a path; empty where that is not known. */
    Optional<String> source(Subject subject, String file) {
        return new ImageFiles(subject).source(script, step, file);
    }

    Base base() {
        return Base.parse(script.base());
    }

    /** Where the call stands. */
    Origin origin(Subject subject) {
        return call.locks().isEmpty()
                ? subject.at(step.instruction(), call.command(), "install")
                : subject.at(step.instruction(), call.command());
    }

    Optional<String> python() {
        return base().python();
    }

    /** What counts for Linux and this Python, constraints left out. */
    List<Wanted> applying() {
        return wanted.stream()
                .filter(one -> !one.constraint())
                .filter(one -> Marker.of(one.requirement().marker(), python().orElse(null)) == Marker.Answer.YES)
                .toList();
    }

    /** Asked for or limited here under any condition. */
    List<Wanted> about(String name) {
        return wanted.stream()
                .filter(one -> one.requirement().name().equals(name))
                .filter(one -> Marker.of(one.requirement().marker(), python().orElse(null)) != Marker.Answer.NO)
                .toList();
    }

    /** Whether all that is asked of it counts for sure. */
    boolean applies(String name) {
        return about(name).stream()
                .allMatch(one -> Marker.of(one.requirement().marker(), python().orElse(null)) == Marker.Answer.YES);
    }
}
