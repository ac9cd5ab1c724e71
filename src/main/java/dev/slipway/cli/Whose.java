package dev.slipway.cli;

import dev.slipway.console.Sanitizer;
import dev.slipway.stack.StackName;
import java.util.List;

/** Words about a stack that was raised from the folder of another project. */
final class Whose {
    private Whose() {}

    /** Why nothing is done; none when the stack is of no stranger. */
    static List<String> refusal(StackName stack, List<String> strangers, String advice) {
        return strangers.isEmpty()
                ? List.of()
                : List.of("slipway: %s; nothing was started or changed.".formatted(sentence(stack, strangers)), advice);
    }

    /** What is said where nothing is changed; none when the stack is of no stranger. */
    static List<String> note(StackName stack, List<String> strangers) {
        return strangers.isEmpty() ? List.of() : List.of("warning: " + sentence(stack, strangers));
    }

    private static String sentence(StackName stack, List<String> strangers) {
        return "the stack '%s' on this engine is another project's, raised from %s"
                .formatted(Sanitizer.clean(stack.label()), Sanitizer.clean(String.join(" and ", strangers)));
    }
}
