package dev.slipway.nightly;

/** What is good or bad over the nights. {@code part} is a variant of an image, and empty for everything else. */
public record Subject(Kind kind, String name, String part) {
    /** What kind of thing it is. */
    public enum Kind {
        PIPELINE,
        IMAGE,
        /** A variant below the preferred one, which ought to work when it is needed. */
        SPARE,
        CHECK
    }

    static Subject pipeline(String name) {
        return new Subject(Kind.PIPELINE, name, "");
    }

    public static Subject image(String name) {
        return new Subject(Kind.IMAGE, name, "");
    }

    static Subject spare(String image, String variant) {
        return new Subject(Kind.SPARE, image, variant);
    }

    static Subject check(String name) {
        return new Subject(Kind.CHECK, name, "");
    }

    /** As it is told: {@code worker}, {@code worker/minimal}, {@code stack/queue}, or the pipeline's name. */
    @Override
    public String toString() {
        return switch (kind) {
            case PIPELINE, IMAGE -> name;
            case SPARE -> name + "/" + part;
            case CHECK -> "stack/" + name;
        };
    }
}
