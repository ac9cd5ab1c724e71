package dev.slipway.context;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Remembers inputs by their fingerprint, one text file each, so that a later run can say what changed. Losing it loses
 * explanations, never correctness: what is missing or damaged reads as unknown. Threads and processes may share a folder.
 */
public final class InputsStore {
    private static final String TITLE = "slipway inputs 1";
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;

    public InputsStore(Path folder) {
        this.folder = folder;
    }

    public void save(Inputs inputs) throws IOException {
        List<String> lines = inputs.hashes().entrySet().stream()
                .map(input -> input.getValue() + " " + TextRecord.escape(input.getKey()))
                .toList();
        record(inputs.fingerprint()).write(lines);
    }

    public Optional<Inputs> load(String fingerprint) {
        if (!FINGERPRINT.matcher(fingerprint).matches()) {
            return Optional.empty();
        }
        return record(fingerprint).read().map(InputsStore::parse).filter(inputs -> inputs.fingerprint()
                .equals(fingerprint));
    }

    private static Inputs parse(List<String> lines) {
        Inputs.Builder inputs = Inputs.builder();
        for (String line : lines) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                inputs.addHash(TextRecord.unescape(line.substring(blank + 1)), line.substring(0, blank));
            }
        }
        return inputs.build();
    }

    private TextRecord record(String fingerprint) {
        return new TextRecord(folder.resolve(fingerprint + ".inputs"), TITLE);
    }
}
