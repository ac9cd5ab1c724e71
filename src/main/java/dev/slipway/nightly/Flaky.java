package dev.slipway.nightly;

import java.util.List;

/** What is known of steps that fail now and then with the same inputs. */
@FunctionalInterface
public interface Flaky {
    /** Of each step by which the subject failed in the run, and that was flaky before it, a sentence without a full stop. */
    List<String> steps(String run, Subject subject);
}
