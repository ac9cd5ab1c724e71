package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.engine.ImageLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer to {@code GET /images/NAME/history}, newest first there, as layers with their instructions. Both builders
 * write down a shell's command line instead of the instruction; BuildKit puts a comment behind it.
 */
final class Layers {
    private static final String BUILDKIT = " # buildkit";
    private static final Pattern NO_OPERATION = Pattern.compile("^/bin/sh -c #\\(nop\\)\\s+(.*)$", Pattern.DOTALL);
    /** Arguments that were given to the build stand before it, counted; of a committed container only what the shell was given. */
    private static final Pattern SHELL =
            Pattern.compile("^(?:RUN )?(?:(?:\\|\\d+ .*?)?/bin/sh )?-c (.*)$", Pattern.DOTALL);

    private static final int LONGEST = 500;

    private Layers() {}

    /** The lowest first. */
    static List<ImageLayer> of(JsonNode history) {
        List<ImageLayer> layers = new ArrayList<>();
        history.forEach(step -> layers.addFirst(new ImageLayer(
                instruction(step.path("CreatedBy").asText("")),
                step.path("Size").asLong())));
        return List.copyOf(layers);
    }

    static String instruction(String createdBy) {
        String told = createdBy.endsWith(BUILDKIT)
                ? createdBy.substring(0, createdBy.length() - BUILDKIT.length())
                : createdBy;
        Matcher nothingRun = NO_OPERATION.matcher(told);
        if (nothingRun.matches()) {
            return shortened(nothingRun.group(1));
        }
        Matcher run = SHELL.matcher(told);
        return shortened(run.matches() ? "RUN " + run.group(1) : told);
    }

    private static String shortened(String instruction) {
        String line = instruction.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
