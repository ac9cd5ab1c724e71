package dev.slipway.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Slipway's own version, as its jar says; it is part of every fingerprint. */
final class ProgramVersion implements IVersionProvider {
    static String text() {
        return Optional.ofNullable(ProgramVersion.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "slipway " + text(), "Java " + Runtime.version() + " (" + System.getProperty("java.vendor", "") + ")"
        };
    }
}
