package dev.slipway.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One report that somebody asked for: {@code form} in a file, or without a form the folder of all. {@code target} is null
 * where none was given, and {@code -} for standard output.
 */
record ReportWish(@Nullable ReportForm form, @Nullable String target) {
    static final String STANDARD_OUTPUT = "-";

    /** Opened anew, a file that it is led to would be written at two places at once. */
    private static final String ITS_DEVICE = "/dev/stdout";

    /** {@code junit}, {@code junit=build/junit.xml}. Empty when there is no such form. */
    static Optional<ReportWish> ofForm(String told) {
        int equals = told.indexOf('=');
        String target = equals < 0 ? null : told.substring(equals + 1);
        return ReportForm.parse(equals < 0 ? told : told.substring(0, equals))
                .filter(form -> target == null || !target.isBlank())
                .map(form -> new ReportWish(form, target));
    }

    /** The same, and a folder, which is anything without {@code =} that names no form. */
    static Optional<ReportWish> parse(String told) {
        if (told.isBlank()) {
            return Optional.empty();
        }
        Optional<ReportWish> form = ofForm(told);
        return form.isPresent() || told.indexOf('=') >= 0 ? form : Optional.of(new ReportWish(null, told));
    }

    /** Whether the text makes sense where nothing can go to standard output. */
    static boolean namesFile(String told) {
        return parse(told).filter(wish -> !STANDARD_OUTPUT.equals(wish.target)).isPresent();
    }

    Optional<ReportForm> wanted() {
        return Optional.ofNullable(form);
    }

    Optional<String> where() {
        return Optional.ofNullable(target);
    }

    boolean standardOutput() {
        return STANDARD_OUTPUT.equals(target) || ITS_DEVICE.equals(target);
    }
}
