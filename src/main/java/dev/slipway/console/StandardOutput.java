package dev.slipway.console;

import org.jline.nativ.CLibrary;
import org.jline.nativ.CLibrary.WinSize;

/**
 * The terminal behind this process's standard output. Where the native library does not load, it is no terminal: plain
 * output is right everywhere.
 */
public final class StandardOutput {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;

    private StandardOutput() {}

    public static boolean isTerminal() {
        try {
            return CLibrary.isatty(STDOUT) == 1;
        } catch (LinkageError | RuntimeException unavailable) {
            return false;
        }
    }

    /** Whether somebody sits there who can be asked: standard input is a terminal as well. */
    public static boolean canAsk() {
        try {
            return isTerminal() && CLibrary.isatty(STDIN) == 1;
        } catch (LinkageError | RuntimeException unavailable) {
            return false;
        }
    }

    /** Its size now; zeros where it does not say. */
    public static Screen screen() {
        try {
            WinSize size = new WinSize();
            return CLibrary.ioctl(STDOUT, CLibrary.TIOCGWINSZ, size) == 0
                    ? new Screen(size.ws_col, size.ws_row)
                    : new Screen(0, 0);
        } catch (LinkageError | RuntimeException unavailable) {
            return new Screen(0, 0);
        }
    }
}
