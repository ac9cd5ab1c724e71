package dev.slipway.context;

import dev.slipway.engine.Delivery;
import dev.slipway.engine.FileTree;
import java.io.IOException;
import java.util.List;

/** A scanned context and its Dockerfile under the key of a lease. */
record ContextDelivery(Lease lease, ScannedTree scanned, DockerfileTree dockerfile) implements Delivery {
    private static final FileTree.Wanted IGNORE_FILE =
            new FileTree.Wanted(List.of(), List.of(), List.of(".dockerignore"));

    @Override
    public String key() {
        return lease.key();
    }

    @Override
    public FileTree context() {
        return this::show;
    }

    /**
     * Engines look for an ignore file before they ask for the context, and keep what they get apart from it. A build that
     * fails between the two should not cost the key.
     */
    private void show(FileTree.Wanted wanted, FileTree.Visitor visitor) throws IOException {
        if (!wanted.equals(IGNORE_FILE)) {
            lease.shown();
        }
        scanned.walk(wanted, visitor);
    }

    @Override
    public void delivered() {
        lease.delivered();
    }

    @Override
    public void close() {
        if (scanned.outdated()) {
            lease.lost();
        }
        lease.close();
    }
}
