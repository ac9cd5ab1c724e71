package dev.slipway.model;

/** A place in a file, as editors and compilers print it. Lines and columns count from 1; line 0 is the file as a whole. */
public record Origin(String file, int line, int column) {
    public static Origin whole(String file) {
        return new Origin(file, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
