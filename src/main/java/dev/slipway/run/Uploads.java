package dev.slipway.run;

import dev.slipway.context.InputDigest;
import dev.slipway.model.Check;
import dev.slipway.model.HttpCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The files that checks send: what a check asks depends on their bytes, not on their names alone. */
final class Uploads {
    private Uploads() {}

    /** Hashes by the name that the pipeline file gives; a file that cannot be read has none. */
    static Map<String, String> of(Collection<Check> checks, Path folder) {
        Map<String, String> hashes = new TreeMap<>();
        for (Check check : checks) {
            if (check instanceof Check.Http http
                    && http.call().body().orElse(null) instanceof HttpCall.Body.Multipart form) {
                form.fields().values().stream()
                        .filter(value -> value.startsWith("@"))
                        .map(value -> value.substring(1))
                        .forEach(file -> hashes.put(file, hash(folder.resolve(file))));
            }
        }
        return hashes;
    }

    private static String hash(Path file) {
        try {
            return InputDigest.start().add(Files.readAllBytes(file)).hex();
        } catch (IOException unreadable) {
            return "absent";
        }
    }
}
