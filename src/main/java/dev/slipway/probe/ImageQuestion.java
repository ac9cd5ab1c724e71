package dev.slipway.probe;

import dev.slipway.engine.ImageFacts;
import dev.slipway.model.ByteSize;
import dev.slipway.model.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Facts of the image itself; all that differ are told at once. */
final class ImageQuestion {
    private static final String NON_ROOT = "non-root";

    private final Asking asking;
    private final Check.Image check;
    private final List<String> complaints = new ArrayList<>();

    ImageQuestion(Asking asking, Check.Image check) {
        this.asking = asking;
        this.check = check;
    }

    ProbeResult ask() {
        Optional<ImageFacts> known = asking.engine().image(asking.subject().imageId());
        if (known.isEmpty()) {
            return Asking.no("%s: the engine has no image %s"
                    .formatted(check.title(), asking.subject().imageId()));
        }
        ImageFacts facts = known.get();
        ImageFacts.Configuration configuration = facts.configuration();
        check.wantedUser().ifPresent(wanted -> user(wanted, configuration.user()));
        check.maxBytes().ifPresent(most -> size(most, facts.bytes()));
        check.labels().forEach((label, wanted) -> label(label, wanted, facts.labels()));
        check.ports().stream()
                .filter(port -> !configuration.exposedPorts().contains(port))
                .forEach(port ->
                        complaints.add("port %d is not exposed, only %s".formatted(port, exposed(configuration))));
        ProbeResult.Unhealthy last = null;
        if (check.entrypoint()) {
            Optional<ProbeResult.Unhealthy> complaint = new EntrypointLookUp(asking).complaint(configuration);
            complaint.ifPresent(no -> complaints.add(no.message()));
            last = complaint.orElse(null);
        }
        if (complaints.isEmpty()) {
            return new ProbeResult.Healthy(detail(facts), facts(facts));
        }
        String message = check.title() + ": " + String.join("; ", complaints);
        return last == null
                ? Asking.no(message)
                : new ProbeResult.Unhealthy(message, 1, last.waited(), last.exit(), last.oomKilled(), last.lines());
    }

    private void user(String wanted, String user) {
        boolean root = isRoot(user);
        if (wanted.equals(NON_ROOT) && root) {
            complaints.add(
                    user.isEmpty()
                            ? "it runs as root: no USER is set"
                            : "it runs as root: its user is " + quoted(user));
        } else if (!wanted.equals(NON_ROOT) && !wanted.equals(user) && !(root && isRoot(wanted))) {
            complaints.add("its user is %s, not %s".formatted(user.isEmpty() ? "root" : quoted(user), quoted(wanted)));
        }
    }

    private static boolean isRoot(String user) {
        String name = user.split(":", 2)[0].strip();
        return name.isEmpty() || name.equals("root") || name.matches("0+");
    }

    private void size(long most, long bytes) {
        if (bytes > most) {
            complaints.add("it has %s (%d bytes), more than %s (%d bytes)"
                    .formatted(ByteSize.print(bytes), bytes, ByteSize.print(most), most));
        }
    }

    private void label(String label, String wanted, Map<String, String> labels) {
        String value = labels.get(label);
        if (value == null) {
            complaints.add("it has no label " + quoted(label));
        } else if (!wanted.equals("*") && !wanted.equals(value)) {
            complaints.add("its label %s is %s, not %s".formatted(quoted(label), quoted(value), quoted(wanted)));
        }
    }

    private static String exposed(ImageFacts.Configuration configuration) {
        return configuration.exposedPorts().isEmpty()
                ? "none is"
                : configuration.exposedPorts().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String detail(ImageFacts facts) {
        String user = facts.configuration().user();
        return "%s, user %s".formatted(ByteSize.print(facts.bytes()), user.isEmpty() ? "root" : Wording.excerpt(user));
    }

    private static Map<String, String> facts(ImageFacts facts) {
        Map<String, String> measured = new LinkedHashMap<>();
        measured.put("image.bytes", Long.toString(facts.bytes()));
        measured.put("image.user", facts.configuration().user());
        return measured;
    }

    private static String quoted(String text) {
        return "'" + Wording.excerpt(text) + "'";
    }
}
