package dev.slipway.cli;

import dev.slipway.yaml.Given;
import dev.slipway.yaml.PipelineLocator;
import dev.slipway.yaml.PipelineLocator.Location;
import dev.slipway.yaml.PipelineReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which of the remembered runs are meant. */
final class PastOptions {
    private static final Pattern AGE = Pattern.compile("(\\d{1,5})([hdw])");

    @Option(
            names = {"-p", "--pipeline"},
            paramLabel = "NAME|FILE",
            defaultValue = "",
            description = "Only runs of this pipeline, whose file may be gone. Default: all.")
    private String pipeline = "";

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            converter = When.class,
            description = "Only runs that began since then: a day (2026-11-01), or so long ago (36h, 14d, 8w).")
    private Instant since = Instant.EPOCH;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "20",
            description = "No more than the newest N. Default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    /** The name of the pipeline; empty for all. */
    String pipeline(Shell shell) {
        if (pipeline.isEmpty()) {
            return "";
        }
        return switch (new PipelineLocator(shell.workspace().root()).locate(pipeline)) {
            case Location.Unknown unknown -> pipeline;
            case Location.Found found ->
                PipelineReader.name(found.file(), Given.of(System.getenv())).orElse(pipeline);
        };
    }

    Instant since() {
        return since;
    }

    int limit() {
        return limit;
    }

    /** Whether the limit makes sense; where it does not, that has been told. */
    boolean sane(Shell shell) {
        if (limit < 1 || limit > 100_000) {
            shell.err().println("slipway: --limit wants 1 to 100000, not " + limit + ".");
            return false;
        }
        return true;
    }

    /** What the runs are of, in words. */
    String subject(Shell shell) {
        return pipeline.isEmpty() ? "" : " of '" + pipeline(shell) + "'";
    }

    /** How long ago. */
    static Duration age(String text) {
        Matcher age = AGE.matcher(text);
        if (!age.matches()) {
            throw new TypeConversionException("'" + text + "' is no age such as 36h, 14d or 8w");
        }
        long number = Long.parseLong(age.group(1));
        return switch (age.group(2)) {
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
        };
    }

    /** A day, or an age counted from now. */
    static final class When implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            if (AGE.matcher(text).matches()) {
                return Instant.now().minus(age(text));
            }
            try {
                return LocalDate.parse(text)
                        .atStartOfDay(ZoneId.systemDefault())
                        .toInstant();
            } catch (DateTimeException neither) {
                throw new TypeConversionException(
                        "'" + text + "' is neither a day such as 2026-11-01 nor an age such as 36h, 14d or 8w");
            }
        }
    }

    /** An age. */
    static final class Age implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return age(text);
        }
    }
}
