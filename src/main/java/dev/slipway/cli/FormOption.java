package dev.slipway.cli;

import picocli.CommandLine.Option;

/** Whether what was found is told as text or as JSON. */
final class FormOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text or json. Default: ${DEFAULT-VALUE}.")
    private Form form = Form.TEXT;

    private enum Form {
        TEXT,
        JSON
    }

    boolean json() {
        return form == Form.JSON;
    }
}
