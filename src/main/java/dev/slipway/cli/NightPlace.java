package dev.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** By what the nights of one pipeline on one machine are spread apart from those of others. */
final class NightPlace {
    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

    private NightPlace() {}

    static String of(Shell shell, String pipeline) {
        return host() + " " + shell.workspace().place() + " " + pipeline;
    }

    private static String host() {
        try {
            return Files.readString(HOST).strip();
        } catch (IOException noProc) {
            return "";
        }
    }
}
