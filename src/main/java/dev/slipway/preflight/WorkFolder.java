package dev.slipway.preflight;

import dev.slipway.preflight.shell.Command;
import java.util.ArrayDeque;
import java.util.Deque;

/** Follows {@code cd} through the commands of one step, first to last, and out of brackets again. For one thread. */
public final class WorkFolder {
    private final Deque<Entered> entered = new ArrayDeque<>();

    /** A folder of the image, and the brackets in which it was gone into. */
    private record Entered(String folder, int depth) {}

    public WorkFolder(Step step) {
        entered.push(new Entered(step.folder(), 0));
    }

    /** Where a command works; every command of the step is asked for in turn. */
    public String of(Command command) {
        while (entered.size() > 1 && entered.peek().depth() > command.depth()) {
            entered.pop();
        }
        String folder = entered.peek().folder();
        if (command.program().equals("cd") && !command.plain().isEmpty()) {
            entered.push(new Entered(within(folder, command.plain().getFirst()), command.depth()));
        }
        return folder;
    }

    /** A path as one means it who works in a folder. */
    public static String within(String folder, String path) {
        return "/" + SourceMatch.clean(path.startsWith("/") ? path : folder + "/" + path);
    }
}
