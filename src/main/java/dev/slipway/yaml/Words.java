package dev.slipway.yaml;

import dev.slipway.model.ByteSize;
import dev.slipway.model.VersionRange;
import java.net.URI;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** The forms of text that several sections share. */
final class Words {
    static final String NAME_PATTERN = "[a-z0-9][a-z0-9_.-]{0,62}";
    static final Text<String> NAME =
            Text.matching("a name of lower-case letters, digits, '_', '.' and '-'", "worker", NAME_PATTERN);
    static final MapOf.Keys NAMES =
            MapOf.Keys.matching("a name of lower-case letters, digits, '_', '.' and '-'", "worker", NAME_PATTERN);
    static final MapOf.Keys VARIABLES =
            MapOf.Keys.matching("a variable's name", "LOG_LEVEL", "[A-Za-z_][A-Za-z0-9_]{0,254}");
    static final MapOf.Keys ANYTHING = MapOf.Keys.matching("a name", "title", "[^\\x00-\\x1f\\x7f]+");

    static final Text<Long> SIZE =
            Text.of("a size", "1500MB", "^[0-9]+(\\.[0-9]{1,3})? ?([bB]|[kKmMgGtT][iI]?[bB]?)$", Words::positiveSize);

    static final Text<VersionRange> RANGE = Text.of("a range of versions", "\">=4.8,<5\"", "", Words::range);

    static final Text<LocalTime> TIME =
            Text.of("a time of day", "\"02:30\"", "^([01][0-9]|2[0-3]):[0-5][0-9]$", Words::time);

    static final Text<String> WEBHOOK =
            Text.of("a web address", "https://chat.example.org/hooks/slipway", "^https?://", Words::webAddress);

    static final Text<String> PLATFORM =
            Text.matching("a platform", "linux/amd64", "[a-z0-9]{1,20}/[a-z0-9]{1,20}(?:/[a-z0-9]{1,20})?");

    static final Text<String> MODULE = Text.matching(
            "a Python module", "numpy", "[A-Za-z_][A-Za-z0-9_]{0,99}(?:\\.[A-Za-z_][A-Za-z0-9_]{0,99}){0,20}");

    /** Something in a Python module, with dots before it as arq wants it. */
    static final Text<String> DOTTED = Text.matching(
            "a Python module with the name of what is in it",
            "app.WorkerSettings",
            "[A-Za-z_][A-Za-z0-9_]{0,99}(?:\\.[A-Za-z_][A-Za-z0-9_]{0,99}){1,20}");

    /** As after celery's -A: a module that holds one app, or the app itself. */
    static final Text<String> CELERY_APP = Text.matching(
            "a Celery app as after celery's -A",
            "app.celery",
            "[A-Za-z_][A-Za-z0-9_]{0,99}(?:\\.[A-Za-z_][A-Za-z0-9_]{0,99}){0,20}(?::[A-Za-z_][A-Za-z0-9_.]{0,99})?");

    private Words() {}

    private static long positiveSize(String text) {
        if (text.strip().matches("\\d+")) {
            throw new Misread(Quoted.of(text) + " has no unit", "Maybe '" + text.strip() + "MB'?");
        }
        long bytes = ByteSize.parse(text);
        if (bytes == 0) {
            throw new Misread("the size is zero", null);
        }
        return bytes;
    }

    static VersionRange range(String text) {
        if (text.isBlank()) {
            throw new Misread("the range is empty", "Maybe '*' for any version?");
        }
        try {
            return VersionRange.parse(text);
        } catch (IllegalArgumentException wrong) {
            boolean bare = text.strip().matches("[0-9][A-Za-z0-9.]*");
            throw new Misread(String.valueOf(wrong.getMessage()), bare ? "Maybe '==" + text.strip() + "'?" : null);
        }
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException wrong) {
            throw new Misread(Quoted.of(text) + " is not a time of day, such as \"02:30\"", null);
        }
    }

    private static String webAddress(String text) {
        URI address = URI.create(text);
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || address.getHost() == null) {
            throw new Misread(Quoted.of(text) + " is not a web address, such as " + WEBHOOK.example(), null);
        }
        return text;
    }
}
