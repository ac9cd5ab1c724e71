package dev.slipway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.journal.Runs;
import dev.slipway.past.PastException;
import dev.slipway.run.Home;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The ledger in a file. */
class SqliteLedgerTest extends LedgerContract {
    @Override
    String url() {
        return "";
    }

    /** A file is one home's; the other one has got it with all that is in it. */
    @Override
    Ledger shared(Home other) throws IOException {
        Files.copy(folder.resolve(".slipway/ledger.db"), other.folder().resolve("ledger.db"));
        return Ledger.open("", other);
    }

    private Path file() {
        return home.folder().resolve("ledger.db");
    }

    @Test
    void aDamagedFileSaysSoAndIsMadeAnew() throws IOException {
        Story.write(home, "20260304-120000-aaaa", Runs.degraded());
        Files.writeString(file(), "this is no database, however long one looks at it. ".repeat(100));
        assertThatThrownBy(this::open)
                .isInstanceOf(PastException.class)
                .hasMessageStartingWith("opening the ledger " + file() + ": ")
                .hasMessageEndingWith(". Maybe run './manage.sh history rebuild'.");
        Folded folded = Ledger.rebuild("", home);
        assertThat(folded.runs()).isEqualTo(1);
        assertThat(folded.remarks())
                .singleElement()
                .asString()
                .startsWith("the ledger was damaged; what was left of it is ledger.db.damaged-");
        try (Ledger ledger = open();
                Stream<Path> files = Files.list(home.folder())) {
            assertThat(ledger.runs("", 9)).hasSize(1);
            assertThat(files.map(path -> path.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("ledger.db.damaged-"));
        }
    }

    /** Who has the file open keeps SQLite from tidying up beside it. */
    @Test
    void whatLiesBesideADamagedFileGoesWithIt() throws IOException, SQLException {
        try (Ledger ledger = open()) {
            ledger.catchUp();
        }
        try (Connection other = new Address.SqliteFile(file()).connect();
                Statement statement = other.createStatement()) {
            statement.execute("insert into place (mark, host, folder) values ('written last', '', '')");
            byte[] last = Files.readAllBytes(beside("ledger.db-wal"));
            try (FileChannel file = FileChannel.open(file(), StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.allocate(100), 0);
            }
            Ledger.rebuild("", home);
            assertThat(asides())
                    .filteredOn(name -> name.endsWith("-wal"))
                    .singleElement()
                    .satisfies(name -> assertThat(beside(name)).hasBinaryContent(last));
        }
        try (Ledger ledger = open()) {
            assertThat(ledger.count("place"))
                    .as("nothing of it is in the new one")
                    .isEqualTo(1);
        }
    }

    @Test
    void aFileWithAPageOverwrittenIsDamaged() throws IOException {
        Story.write(home, "20260304-120000-aaaa", Runs.degraded());
        try (Ledger ledger = open()) {
            ledger.catchUp();
        }
        try (FileChannel file = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(4_096).put(0, (byte) 0xEE), file.size() - 4_096);
        }
        assertThat(Ledger.rebuild("", home).remarks())
                .singleElement()
                .asString()
                .startsWith("the ledger was damaged");
        try (Ledger ledger = open()) {
            assertThat(ledger.runs("", 9)).hasSize(1);
        }
    }

    @Test
    void whatCannotBeOpenedIsNotDamaged() throws IOException {
        Files.createDirectories(file().resolve("a folder where the file should be"));
        assertThatThrownBy(() -> Ledger.rebuild("", home))
                .isInstanceOf(PastException.class)
                .hasMessageStartingWith("opening the ledger " + file() + ": ")
                .hasMessageNotContaining("rebuild");
        assertThat(file()).isDirectory();
        assertThat(asides()).isEmpty();
    }

    private Path beside(String name) {
        return file().resolveSibling(name);
    }

    private List<String> asides() throws IOException {
        try (Stream<Path> files = Files.list(home.folder())) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.contains("damaged"))
                    .toList();
        }
    }

    @Test
    void aLedgerOfANewerVersionIsLeftAlone() throws IOException {
        try (Ledger ledger = open()) {
            ledger.pretendNewer();
        }
        assertThatThrownBy(() -> Ledger.rebuild("", home))
                .isInstanceOf(PastException.class)
                .hasMessageContaining("a newer Slipway has written it");
        assertThat(asides()).isEmpty();
        assertThatThrownBy(this::open)
                .isInstanceOf(PastException.class)
                .hasMessageContaining(
                        "a newer Slipway has written it (its schema is 7, this one knows 1). Maybe use that version");
    }

    @Test
    void anAddressOfNothingKnownIsRefusedWithoutItsPassword() {
        assertThatThrownBy(() -> Ledger.open("mysql://me:secret@host/db", home))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the ledger is kept in PostgreSQL by jdbc:postgresql://HOST/DATABASE, or in a file without any"
                                + " address; not by 'mysql:…'");
    }

    @Test
    void nothingIsLeftInTheFolderOfTemporaryFiles() throws IOException {
        try (Ledger ledger = open()) {
            assertThat(ledger.runs("", 1)).isEmpty();
        }
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.map(path -> path.getFileName().toString()).filter(name -> name.contains("sqlitejdbc")))
                    .isEmpty();
        }
    }
}
