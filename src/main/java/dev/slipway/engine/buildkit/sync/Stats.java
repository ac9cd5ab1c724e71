package dev.slipway.engine.buildkit.sync;

import dev.slipway.engine.TreeEntry;

/** Entries as a receiver is told of them: type and permissions in the bits of Go's {@code os.FileMode}, owned by root. */
final class Stats {
    private static final int DIRECTORY = 1 << 31;
    private static final int SYMBOLIC_LINK = 1 << 27;
    private static final int SET_UID = 1 << 23;
    private static final int SET_GID = 1 << 22;
    private static final int STICKY = 1 << 20;

    private Stats() {}

    static Stat of(TreeEntry entry) {
        Stat.Builder stat = Stat.newBuilder()
                .setPath(entry.path())
                .setMode(bits(entry.mode()))
                .setModTime(entry.modified());
        return switch (entry) {
            case TreeEntry.Folder folder ->
                stat.setMode(stat.getMode() | DIRECTORY).build();
            case TreeEntry.SymbolicLink link ->
                stat.setMode(stat.getMode() | SYMBOLIC_LINK)
                        .setLinkname(link.target())
                        .build();
            case TreeEntry.HardLink link -> stat.setLinkname(link.of()).build();
            case TreeEntry.RegularFile file -> stat.setSize(file.size()).build();
        };
    }

    private static int bits(int mode) {
        return (mode & 0777)
                | ((mode & 04000) == 0 ? 0 : SET_UID)
                | ((mode & 02000) == 0 ? 0 : SET_GID)
                | ((mode & 01000) == 0 ? 0 : STICKY);
    }
}
