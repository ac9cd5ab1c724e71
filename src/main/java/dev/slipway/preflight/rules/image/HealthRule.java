package dev.slipway.preflight.rules.image;

import dev.slipway.model.Origin;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.base.Base;
import dev.slipway.preflight.base.Installed;
import dev.slipway.preflight.shell.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Can the health check of an image ever pass? */
public final class HealthRule implements Rule {
    private static final Kind TOOL = new Kind(
            "health-tool-missing",
            Severity.WARNING,
            "the health check calls a tool that the image does not have",
            "A HEALTHCHECK runs inside the container. Slim and Alpine images have no curl, and Debian's slim ones no wget"
                    + " either: the check then fails for ever, and the container never becomes healthy. Ask with what is there,"
                    + " such as Python's urllib.");
    private static final Kind WORKER = new Kind(
            "worker-health-check",
            Severity.WARNING,
            "a worker inherits the health check of the API it is made from",
            "HEALTHCHECK is inherited by FROM. A worker answers no HTTP, so that the API's check never passes in it, and"
                    + " orchestrators restart it for ever. Give it a check of its own, or HEALTHCHECK NONE.");
    private static final Set<String> TOOLS = Set.of("curl", "wget");
    private static final Set<String> WORKERS = Set.of(
            "celery",
            "arq",
            "rq",
            "rqworker",
            "dramatiq",
            "huey_consumer",
            "huey_consumer.py",
            "taskiq",
            "procrastinate",
            "saq");

    @Override
    public List<Kind> kinds() {
        return List.of(TOOL, WORKER);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Optional<Script> target = subject.target();
        if (target.isEmpty()) {
            return;
        }
        List<Step> steps = whole(subject, target.get());
        Optional<Step> health = last(steps, "HEALTHCHECK")
                .filter(step -> !step.instruction().text().equalsIgnoreCase("NONE"));
        if (health.isEmpty()) {
            return;
        }
        boolean own = target.get().steps().contains(health.get());
        if (own) {
            tool(subject, target.get(), health.get(), findings);
        }
        worker(subject, target.get(), steps, health.get(), findings);
    }

    /** The image's own steps, behind those of the pipeline's image that it starts from. */
    private static List<Step> whole(Subject subject, Script target) {
        List<Step> steps = new ArrayList<>();
        subject.neighbours()
                .script(target.base())
                .filter(parent -> !parent.equals(target))
                .ifPresent(parent -> steps.addAll(parent.steps()));
        steps.addAll(target.steps());
        return steps;
    }

    private static Optional<Step> last(List<Step> steps, String keyword) {
        return steps.stream().filter(step -> step.instruction().is(keyword)).reduce((one, other) -> other);
    }

    private static void tool(Subject subject, Script target, Step health, Consumer<Finding> findings) {
        Base base = Base.parse(target.base());
        Installed installed = Installed.by(target.steps());
        for (Command command : HealthCommand.of(health.instruction())) {
            String tool = command.program();
            boolean lacking = TOOLS.contains(tool)
                    && base.wellKnown()
                    && !base.has(tool).orElse(true)
                    && installed.sure()
                    && !installed.hasAny(tool)
                    && target.steps().stream().noneMatch(step -> brings(step, tool));
            if (lacking) {
                findings.accept(TOOL.at(
                        subject.at(health.instruction(), tool),
                        "%s has no %s, and nothing installs it.".formatted(target.base(), tool),
                        base.repository().equals("python")
                                ? "Maybe ask with python -c \"import urllib.request; …\", or install %s."
                                        .formatted(tool)
                                : "Maybe install %s, or ask with what the image has.".formatted(tool)));
                return;
            }
        }
    }

    /** Copied by name, or put there by something that is not a package manager. */
    private static boolean brings(Step step, String tool) {
        return step.instruction().is("COPY") && step.instruction().text().contains(tool);
    }

    private static void worker(
            Subject subject, Script target, List<Step> steps, Step health, Consumer<Finding> findings) {
        Optional<Step> command = last(steps, "CMD").or(() -> last(steps, "ENTRYPOINT"));
        if (command.isEmpty()) {
            return;
        }
        Optional<Integer> asked = HealthCommand.port(health.instruction());
        boolean inherited =
                !health.stage().equals(command.get().stage()) && steps.indexOf(health) < steps.indexOf(command.get());
        Optional<String> worker = worker(command.get().instruction());
        if (asked.isEmpty() || worker.isEmpty() || !inherited) {
            return;
        }
        Optional<Integer> served = served(command.get().instruction(), worker.get());
        if (served.isPresent() && served.equals(asked)) {
            return;
        }
        boolean ownCommand = target.steps().contains(command.get());
        Instruction place =
                ownCommand ? command.get().instruction() : target.stage().from();
        Origin origin = subject.at(place);
        findings.accept(
                WORKER.at(
                        origin,
                        "%s runs with the health check of the stage it is made from, which asks port %d over HTTP; %s."
                                .formatted(
                                        worker.get(),
                                        asked.get(),
                                        served.map(port -> "it listens on port " + port)
                                                .orElse("it answers none")),
                        "Maybe add 'HEALTHCHECK NONE' to this stage, or a check of its own such as 'celery -A app inspect ping'."));
    }

    private static Optional<String> worker(Instruction command) {
        return HealthCommand.of(command).stream()
                .map(one -> one.program())
                .filter(program -> WORKERS.contains(program) || program.equals("flower"))
                .findFirst();
    }

    /** Flower serves its dashboard. */
    private static Optional<Integer> served(Instruction command, String worker) {
        boolean flower = worker.equals("flower")
                || command.words().contains("flower")
                || command.text().contains(" flower");
        if (!flower) {
            return Optional.empty();
        }
        Matcher port = Pattern.compile("--port[= \",]+(\\d{1,5})").matcher(command.text());
        return Optional.of(port.find() ? Integer.parseInt(port.group(1)) : 5555);
    }
}
