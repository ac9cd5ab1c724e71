package dev.slipway.stack;

import dev.slipway.engine.OwnedObject;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a stack is known by on an engine. {@code label} is the value of {@link Mark#STACK} on all that belongs to it,
 * {@code prefix} begins the names of its containers.
 */
public record StackName(String label, String prefix) {
    private static final String WORKED_ON = "/dev";
    private static final String READY = "-ready";

    /** What the pipeline format takes for a name. Labels come from anybody. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,62}");

    /** The stack that {@code up} keeps running. */
    public static StackName kept(String pipeline) {
        return new StackName(pipeline, pipeline);
    }

    /** The stack that {@code dev} runs beside it. No pipeline or role can have a name that makes the same label or prefix. */
    public static StackName workedOn(String pipeline) {
        return new StackName(pipeline + WORKED_ON, pipeline + "-DEV");
    }

    /** The stack whose label this is; empty when it is none that we give. */
    static Optional<StackName> parse(String label) {
        boolean workedOn = label.endsWith(WORKED_ON);
        String pipeline = workedOn ? label.substring(0, label.length() - WORKED_ON.length()) : label;
        return NAME.matcher(pipeline).matches()
                ? Optional.of(workedOn ? workedOn(pipeline) : kept(pipeline))
                : Optional.empty();
    }

    /**
     * Whether this is of the stack. Images that are made from our containers hand our labels on to containers of whoever
     * runs them; these have names of their own.
     */
    boolean has(OwnedObject object) {
        return label.equals(object.labels().get(Mark.STACK))
                && switch (object.kind()) {
                    case CONTAINER -> plays(object) || asks(object);
                    case NETWORK, VOLUME -> true;
                };
    }

    /** Whether it is the container of a role. */
    boolean plays(OwnedObject container) {
        return Mark.parse(container.labels())
                .filter(mark -> container.name().equals(container(mark.role())))
                .isPresent();
    }

    /** Whether a question has started it beside a role. */
    private boolean asks(OwnedObject container) {
        return container.name().startsWith(prefix + "-") && container.name().contains(READY + "-");
    }

    /** What the names of all begin with that questions about a role's container start beside it. */
    static String asking(String containerName) {
        return containerName + READY;
    }

    /** As the name of a file, whatever the pipeline is said to be called. */
    String file() {
        return label.replaceAll("[^a-z0-9_.-]", "@");
    }

    /** The pipeline that it is a stack of. */
    public String pipeline() {
        return label.endsWith(WORKED_ON) ? label.substring(0, label.length() - WORKED_ON.length()) : label;
    }

    public String container(String role) {
        return prefix + "-" + role;
    }

    /** People name networks after their projects too. */
    public String network() {
        return "slipway-" + prefix;
    }

    /** What a volume of the pipeline file is called on the engine: both stacks of a pipeline share it. */
    public String volume(String name) {
        return pipeline() + "_" + name;
    }
}
