package dev.slipway.doctor;

/** One line of the doctor's report. */
public record Observation(Area area, String subject, Finding finding) {
    /** Where it was looked, in the order of telling. */
    public enum Area {
        MACHINE("this machine"),
        ENGINE("the engine"),
        CONTAINERS("inside containers"),
        BASES("base images"),
        SLIPWAY("Slipway");

        private final String title;

        Area(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }
}
