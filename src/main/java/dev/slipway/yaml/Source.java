package dev.slipway.yaml;

import dev.slipway.model.Origin;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** The text of a file and the places in it. Indexes count code points, as the parser's marks do. */
final class Source {
    private final String file;
    private final String text;
    private final int[] characters;

    Source(String file, String text) {
        this.file = file;
        this.text = text;
        this.characters = text.codePoints().toArray();
    }

    String text() {
        return text;
    }

    Origin start() {
        return new Origin(file, 1, 1);
    }

    Origin origin(Mark mark) {
        return new Origin(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** The place of the character at {@code index}, counted from the top of the file. */
    Origin origin(int index) {
        return walk(new Origin(file, 1, 1), 0, Math.min(index, characters.length));
    }

    /** The character at {@code index}, or a line break where the file ends. */
    int at(int index) {
        return index < characters.length ? characters[index] : '\n';
    }

    /** The places of the dollar signs between two marks. */
    List<Origin> dollars(Mark from, Mark to) {
        List<Origin> dollars = new ArrayList<>();
        Origin here = origin(from);
        int last = from.getIndex();
        for (int i = from.getIndex(); i < Math.min(to.getIndex(), characters.length); i++) {
            if (characters[i] == '$') {
                here = walk(here, last, i);
                last = i;
                dollars.add(here);
            }
        }
        return dollars;
    }

    private Origin walk(Origin from, int start, int end) {
        int line = from.line();
        int column = from.column();
        for (int i = start; i < end; i++) {
            boolean breaks = characters[i] == '\n' || (characters[i] == '\r' && at(i + 1) != '\n');
            line += breaks ? 1 : 0;
            column = breaks ? 1 : column + 1;
        }
        return new Origin(file, line, column);
    }
}
