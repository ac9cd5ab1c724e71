package dev.slipway.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * SQLite's native library, laid once where it can be loaded from. The driver would copy it anew into the machine's temporary
 * folder for each process, and leave it there when that process is halted, as ours always is.
 */
final class SqliteLibrary {
    private static final Logger log = LoggerFactory.getLogger(SqliteLibrary.class);
    private static final String FOLDER = "org.sqlite.lib.path";

    private SqliteLibrary() {}

    /** Where it cannot be laid, the driver goes its own way. */
    static synchronized void provide(Path home) {
        if (System.getProperty(FOLDER) != null) {
            return;
        }
        String name = LibraryLoaderUtil.getNativeLibName();
        Path folder = home.resolve("lib").resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
        try {
            Path library = folder.resolve(name);
            if (!Files.exists(library)) {
                lay(library);
            }
            System.setProperty(FOLDER, folder.toString());
        } catch (IOException refused) {
            log.info("SQLite's library cannot be kept in {}", folder, refused);
        }
    }

    private static void lay(Path library) throws IOException {
        Path folder = library.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder for " + library);
        }
        String resource =
                "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + library.getFileName();
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, "part", "");
        try (InputStream bytes = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IOException("the driver brings no " + resource);
            }
            Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
            // Whole or not at all: another process may look for it at this moment.
            Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
