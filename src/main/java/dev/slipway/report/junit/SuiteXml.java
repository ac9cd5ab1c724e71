package dev.slipway.report.junit;

import dev.slipway.report.PlainText;
import dev.slipway.report.junit.Case.Failure;
import dev.slipway.report.junit.Case.Skipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Predicate;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Suites as XML. No text can make it ill-formed: what XML has no place for is left out. */
final class SuiteXml {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final int LONGEST_NAME = 500;
    private static final int LONGEST_TEXT = 20_000;

    private final Writer out;

    SuiteXml(Writer out) {
        this.out = out;
    }

    void write(String name, Duration took, List<Suite> suites) {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            attribute(xml, "name", name);
            attribute(xml, "time", seconds(took));
            attribute(xml, "tests", all(suites, one -> true));
            attribute(xml, "failures", all(suites, Case::failed));
            attribute(xml, "errors", all(suites, Case::errored));
            for (Suite suite : suites) {
                write(xml, suite);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException refused) {
            if (refused.getNestedException() instanceof IOException disk) {
                throw new UncheckedIOException("writing JUnit XML", disk);
            }
            throw new IllegalStateException("writing JUnit XML", refused);
        }
    }

    private static String all(List<Suite> suites, Predicate<Case> which) {
        return Long.toString(
                suites.stream().mapToLong(suite -> suite.count(which)).sum());
    }

    private static void write(XMLStreamWriter xml, Suite suite) throws XMLStreamException {
        open(xml, 1, "testsuite");
        attribute(xml, "name", suite.name());
        attribute(xml, "tests", Long.toString(suite.cases().size()));
        attribute(xml, "failures", Long.toString(suite.count(Case::failed)));
        attribute(xml, "errors", Long.toString(suite.count(Case::errored)));
        attribute(xml, "skipped", Long.toString(suite.count(Case::skipped)));
        attribute(xml, "time", seconds(suite.took()));
        Instant began = suite.began();
        if (began != null) {
            attribute(xml, "timestamp", LOCAL.format(began.atOffset(ZoneOffset.UTC)));
        }
        if (!suite.properties().isEmpty()) {
            open(xml, 2, "properties");
            for (var property : suite.properties().entrySet()) {
                indent(xml, 3);
                xml.writeEmptyElement("property");
                attribute(xml, "name", property.getKey());
                attribute(xml, "value", property.getValue());
            }
            close(xml, 2);
        }
        for (Case one : suite.cases()) {
            write(xml, one);
        }
        close(xml, 1);
    }

    private static void write(XMLStreamWriter xml, Case one) throws XMLStreamException {
        indent(xml, 2);
        if (one.bare()) {
            xml.writeEmptyElement("testcase");
        } else {
            xml.writeStartElement("testcase");
        }
        attribute(xml, "classname", one.group());
        attribute(xml, "name", one.name());
        attribute(xml, "time", seconds(one.took()));
        if (one.bare()) {
            return;
        }
        switch (one.result()) {
            case null -> {}
            case Skipped skipped -> body(xml, "skipped", "", skipped.message(), skipped.text());
            case Failure failure ->
                body(xml, failure.error() ? "error" : "failure", failure.type(), failure.message(), failure.text());
        }
        for (Failure flake : one.flakes()) {
            rerun(xml, flake.error() ? "flakyError" : "flakyFailure", flake);
        }
        for (Failure again : one.reruns()) {
            rerun(xml, again.error() ? "rerunError" : "rerunFailure", again);
        }
        if (!one.output().isBlank()) {
            indent(xml, 3);
            xml.writeStartElement("system-out");
            xml.writeCharacters(PlainText.of(one.output()));
            xml.writeEndElement();
        }
        close(xml, 2);
    }

    private static void body(XMLStreamWriter xml, String element, String type, String message, String text)
            throws XMLStreamException {
        indent(xml, 3);
        xml.writeStartElement(element);
        if (!type.isEmpty()) {
            attribute(xml, "type", type);
        }
        attribute(xml, "message", message);
        if (!text.isBlank()) {
            xml.writeCharacters(bounded(text));
        }
        xml.writeEndElement();
    }

    /** Readers look for the story of a rerun in an element that Java called a stack trace. */
    private static void rerun(XMLStreamWriter xml, String element, Failure failure) throws XMLStreamException {
        indent(xml, 3);
        xml.writeStartElement(element);
        attribute(xml, "type", failure.type());
        attribute(xml, "message", failure.message());
        xml.writeStartElement("stackTrace");
        xml.writeCharacters(bounded(failure.text()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static String bounded(String text) {
        return PlainText.atMost(LONGEST_TEXT, PlainText.of(text));
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, PlainText.atMost(LONGEST_NAME, PlainText.line(value)));
    }

    private static void open(XMLStreamWriter xml, int depth, String element) throws XMLStreamException {
        indent(xml, depth);
        xml.writeStartElement(element);
    }

    private static void close(XMLStreamWriter xml, int depth) throws XMLStreamException {
        indent(xml, depth);
        xml.writeEndElement();
    }

    private static void indent(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private static String seconds(Duration took) {
        return BigDecimal.valueOf(Math.max(0, took.toMillis()), 3).toPlainString();
    }
}
