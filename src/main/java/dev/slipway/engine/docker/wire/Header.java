package dev.slipway.engine.docker.wire;

/** A line of a request's head. A name may come in several lines, which is not the same as one with several values. */
public record Header(String name, String value) {
    public Header {
        if (name.isEmpty() || (name + value).chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("not a header: '" + name + "'");
        }
    }

    @Override
    public String toString() {
        return name + ": " + value;
    }
}
