package dev.slipway.yaml;

import dev.slipway.model.Origin;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/** The parser's events one by one, with its refusals put into our words. The only class that meets its exceptions. */
final class Events {
    private final Source source;
    private final Iterator<Event> events;
    private Origin last;

    Events(Source source) {
        this.source = source;
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        this.events = new Parse(settings).parseString(source.text()).iterator();
        this.last = source.start();
    }

    Event next() throws Unreadable {
        try {
            Event event = events.next();
            last = origin(event);
            return event;
        } catch (MarkedYamlEngineException refused) {
            throw syntax(refused);
        } catch (ReaderException unprintable) {
            String character = String.format("U+%04X", unprintable.getCodePoint());
            throw new Unreadable(
                    source.origin(unprintable.getPosition()),
                    "the character " + character + " may not stand in YAML",
                    null);
        } catch (YamlVersionException strange) {
            SpecVersion version = strange.getSpecVersion();
            String announced = version.getMajor() + "." + version.getMinor();
            throw new Unreadable(last, "the file announces YAML " + announced + ", and 1.2 is wanted", null);
        } catch (IllegalArgumentException strange) {
            // The scanner hands \U escapes to the JDK as they come, which refuses those beyond Unicode.
            throw new Unreadable(last, "soon after here, an escape stands for no character", null);
        } catch (YamlEngineException refused) {
            throw new Unreadable(last, "this is not YAML after here: " + refused.getMessage(), null);
        }
    }

    void expect(Event.ID wanted) throws Unreadable {
        Event event = next();
        if (event.getEventId() != wanted) {
            throw new IllegalStateException("the parser sent " + event + " instead of " + wanted);
        }
    }

    Origin origin(Event event) {
        return event.getStartMark().map(source::origin).orElse(last);
    }

    private Unreadable syntax(MarkedYamlEngineException refused) {
        Optional<Mark> mark = refused.getProblemMark();
        Origin origin = mark.map(source::origin).orElse(last);
        if (mark.isPresent() && source.at(mark.get().getIndex()) == '\t') {
            return new Unreadable(origin, "a tab stands where YAML wants spaces", "Maybe indent with spaces.");
        }
        String context = refused.getContext() == null
                ? ""
                : ", " + refused.getContext()
                        + refused.getContextMark()
                                .map(begin -> " that begins in line " + (begin.getLine() + 1))
                                .orElse("");
        return new Unreadable(origin, "this is not YAML: " + refused.getProblem() + context, hint(refused));
    }

    private @Nullable String hint(MarkedYamlEngineException refused) {
        Mark mark = refused.getProblemMark().orElse(null);
        Mark begin = refused.getContextMark().orElse(null);
        if (mark != null && begin == null && source.at(mark.getIndex()) == ':') {
            return "Maybe quote the text that holds the colon.";
        }
        if (mark == null || begin == null) {
            return null;
        }
        int opening = source.at(begin.getIndex());
        if (opening == '[' || opening == '{') {
            return "Maybe close the bracket that opens in line " + (begin.getLine() + 1) + ", or quote the text.";
        }
        if (opening == '"' || opening == '\'') {
            return null;
        }
        boolean shifted = mark.getLine() > begin.getLine() && mark.getColumn() != begin.getColumn();
        return shifted ? "Maybe indent it like its neighbours." : null;
    }
}
