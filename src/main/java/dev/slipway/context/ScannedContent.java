package dev.slipway.context;

import dev.slipway.engine.TreeEntry;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The bytes of a scanned file, which must still be those that were scanned: when size or time differ, or the bytes
 * themselves where the file's stamp leaves room for doubt, reading them fails.
 */
record ScannedContent(ContextEntry.RegularFile file, Scan.Item item, Scan scan) implements TreeEntry.Content {
    @Override
    public void writeTo(OutputStream out) throws IOException {
        try {
            write(out);
        } catch (IOException broken) {
            scan.outdate();
            throw broken;
        }
    }

    private void write(OutputStream out) throws IOException {
        FileContent content = FileContent.forSize(file.size());
        boolean sure = item.hash().isEmpty() || (item.settled() && content.untouched(file));
        if (sure) {
            content.copy(file, out::write);
            if (!item.hash().isEmpty() && !content.untouched(file)) {
                throw FileContent.changed(file, "another file");
            }
            return;
        }
        InputDigest digest = InputDigest.start().length(file.size());
        content.copy(file, (bytes, offset, length) -> {
            digest.piece(bytes, offset, length);
            out.write(bytes, offset, length);
        });
        if (!digest.hex().equals(item.hash())) {
            throw FileContent.changed(file, "written to");
        }
    }
}
