package dev.slipway.yaml;

import dev.slipway.model.Origin;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** A tree of records, one value a line, absent values left out. */
final class ModelDump {
    private final Path folder;
    private final StringBuilder text = new StringBuilder();

    private ModelDump(Path folder) {
        this.folder = folder;
    }

    static String of(Object root, Path folder) {
        ModelDump dump = new ModelDump(folder);
        dump.value("", root);
        return dump.text.toString();
    }

    private void value(String indent, Object value) {
        switch (value) {
            case Origin origin -> line(origin.line() + ":" + origin.column());
            case Path path -> line(shown(path));
            case Record parts -> fields(indent, parts);
            case Map<?, ?> map when map.isEmpty() -> line("{}");
            case Map<?, ?> map -> {
                line("");
                map.forEach((key, entry) -> {
                    text.append(indent)
                            .append("  ")
                            .append(key instanceof Path path ? shown(path) : key)
                            .append(": ");
                    value(indent + "    ", entry);
                });
            }
            case Collection<?> items when items.isEmpty() -> line("[]");
            case Collection<?> items -> {
                line("");
                items.forEach(item -> {
                    text.append(indent).append("  - ");
                    value(indent + "    ", item);
                });
            }
            default -> line(value.toString().replace("\n", "\\n").replace("\r", "\\r"));
        }
    }

    /** The same wherever the project lies, also for what stands beside the pipeline's folder. */
    private String shown(Path path) {
        return path.startsWith(folder.getParent()) ? "<folder>/" + folder.relativize(path) : path.toString();
    }

    private void fields(String indent, Record parts) {
        if (parts instanceof dev.slipway.model.VersionRange range) {
            line("'" + range + "'");
            return;
        }
        line(parts.getClass().getSimpleName());
        for (RecordComponent component : parts.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(parts);
                if (value != null) {
                    text.append(indent).append("  ").append(component.getName()).append(": ");
                    value(indent + "  ", value);
                }
            } catch (ReflectiveOperationException broken) {
                throw new IllegalStateException("reading " + component, broken);
            }
        }
    }

    private void line(String rest) {
        String line = text.append(rest).toString().stripTrailing();
        text.setLength(line.length());
        text.append('\n');
    }
}
