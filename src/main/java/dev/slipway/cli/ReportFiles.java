package dev.slipway.cli;

import dev.slipway.report.Declared;
import dev.slipway.report.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes reports of one run. */
final class ReportFiles {
    private final RunReport report;
    private final Declared declared;

    ReportFiles(RunReport report, Declared declared) {
        this.report = report;
        this.declared = declared;
    }

    /** All of them into a folder, which is made; where each is. */
    Map<ReportForm, Path> all(Path folder) {
        Map<ReportForm, Path> written = new LinkedHashMap<>();
        for (ReportForm form : ReportForm.values()) {
            if (form != ReportForm.ANNOTATIONS) {
                written.put(form, one(form, folder.resolve(form.file())));
            }
        }
        return written;
    }

    Path one(ReportForm form, Path file) {
        try {
            ReportFile.write(file, out -> form.write(report, declared, out));
            return file.toAbsolutePath();
        } catch (IOException refused) {
            throw new UncheckedIOException("writing the " + form.word() + " report to " + file, refused);
        }
    }

    void print(ReportForm form, PrintWriter out) {
        try {
            // A writer of JSON closes what it writes to.
            StringWriter text = new StringWriter();
            form.write(report, declared, text);
            out.println(text.toString().stripTrailing());
            out.flush();
        } catch (IOException refused) {
            throw new UncheckedIOException("writing the " + form.word() + " report", refused);
        }
    }
}
