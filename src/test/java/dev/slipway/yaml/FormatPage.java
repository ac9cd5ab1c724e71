package dev.slipway.yaml;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the reference part of the format's page from what the reader itself goes by. */
final class FormatPage {
    private FormatPage() {}

    static String reference() {
        return Declarations.all().values().stream().map(FormatPage::chapter).collect(Collectors.joining("\n"));
    }

    private static String chapter(Fields<?> fields) {
        StringBuilder text = new StringBuilder("### " + fields.name() + "\n\n" + fields.doc() + "\n");
        fields.groups().forEach(group -> text.append(rule(group)));
        text.append("\n| key | value | default | meaning | example |\n| --- | --- | --- | --- | --- |\n");
        fields.keys().forEach(key -> text.append(row(key)));
        return text.toString();
    }

    private static String rule(Group group) {
        String keys = group.keys().stream().map(key -> "`" + key + "`").collect(Collectors.joining(", "));
        return switch (group.rule()) {
            case EXACTLY_ONE -> "Exactly one of " + keys + ".\n";
            case AT_LEAST_ONE -> "At least one of " + keys + ".\n";
            case AT_MOST_ONE -> "At most one of " + keys + ".\n";
        };
    }

    private static String row(Key<?> key) {
        String fallback = key.fallback() != null ? "`" + key.fallback() + "`" : "";
        String otherwise = key.otherwise() != null ? key.otherwise() : fallback;
        List<String> cells = List.of(
                "`" + key.name() + "`",
                value(key.shape()),
                key.required() ? "**required**" : otherwise,
                key.doc(),
                "`" + key.name() + ": " + key.example() + "`");
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String value(Shape<?> shape) {
        return switch (shape) {
            case Fields<?> fields ->
                "[" + fields.name() + "](#" + fields.name().replace(' ', '-').toLowerCase(Locale.ROOT) + ")";
            case ListOf<?> list -> "list of: " + value(list.item());
            case MapOf<?> map -> "map of " + bare(map.keys().wanted()) + " to: " + value(map.value());
            case Mapped<?, ?> mapped -> value(mapped.inner());
            case Either<?> either -> value(either.brief()) + ", or " + value(either.full());
            case Whole whole ->
                bare(whole.wanted()) + ", " + whole.least()
                        + (whole.least() == whole.most() ? "" : " to " + whole.most());
            case Word word ->
                word.words().stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "));
            case Flag flag -> flag.wanted();
            case Text<?> text -> bare(text.wanted());
            case JsonValue json -> json.wanted();
        };
    }

    private static String bare(String wanted) {
        return wanted.equals(Words.NAME.wanted()) ? "name" : wanted.replaceFirst("^an? ", "");
    }
}
