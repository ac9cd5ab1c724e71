package dev.slipway.run;

import java.nio.file.Path;

/** Where Slipway keeps what it remembers: the folder {@code .slipway} of the project. */
public record Home(Path folder) {
    public Path runs() {
        return folder.resolve("runs");
    }

    public Path run(String id) {
        return runs().resolve(id);
    }

    public Path journal(String id) {
        return run(id).resolve("journal.jsonl");
    }

    public Path log(String run, String name) {
        return run(run).resolve("logs").resolve(name + ".log");
    }

    /** Where reports are written, unless somebody says otherwise. */
    public Path reports() {
        return folder.resolve("reports");
    }

    /** Those of one run. */
    public Path reports(String run) {
        return reports().resolve(run);
    }

    /** Inputs by fingerprint, so that a later plan can name what changed. */
    public Path inputs() {
        return folder.resolve("inputs");
    }

    /** Stack checks that passed, by what they were asked of. */
    public Path proofs() {
        return folder.resolve("proofs");
    }

    /** Promotions that have begun and are not yet complete. */
    public Path promotions() {
        return folder.resolve("promotions");
    }

    /** Held by whoever changes a stack that stands. */
    public Path stacks() {
        return folder.resolve("stacks");
    }

    public Path hashes() {
        return folder.resolve("hashes");
    }

    /** What engines were sent of each context, and under which key. */
    public Path deliveries() {
        return folder.resolve("deliveries");
    }
}
