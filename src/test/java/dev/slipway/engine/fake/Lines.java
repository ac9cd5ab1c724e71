package dev.slipway.engine.fake;

import dev.slipway.engine.fake.Script.Said;
import java.util.List;
import java.util.Map;

/** A script's lines, with the variables of the command put in. */
public final class Lines {
    private Lines() {}

    public static List<Said> of(Script script, Map<String, String> env) {
        return script.lines().stream()
                .map(said -> new Said(said.stream(), filled(said.text(), env)))
                .toList();
    }

    private static String filled(String text, Map<String, String> env) {
        String filled = text;
        for (Map.Entry<String, String> variable : env.entrySet()) {
            filled = filled.replace("$" + variable.getKey(), variable.getValue());
        }
        return filled;
    }
}
