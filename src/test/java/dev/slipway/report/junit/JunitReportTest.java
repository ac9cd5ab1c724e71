package dev.slipway.report.junit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.journal.Golden;
import dev.slipway.journal.RunStory;
import dev.slipway.journal.Runs;
import dev.slipway.journal.Script;
import dev.slipway.report.Reports;
import dev.slipway.report.RunReport;
import dev.slipway.run.RunEvent;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class JunitReportTest {
    private static String xml(RunReport report) {
        StringWriter text = new StringWriter();
        new JunitReport(report).write(text);
        return text.toString();
    }

    private static Schema schema() throws SAXException {
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(requireNonNull(JunitReportTest.class.getResource("surefire-dialect.xsd")));
    }

    private static void validate(String xml) throws SAXException, IOException {
        schema().newValidator().validate(new StreamSource(new StringReader(xml)));
    }

    private static Element root(String xml) throws SAXException, IOException, ParserConfigurationException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    @ParameterizedTest
    @ValueSource(strings = {"degraded", "failed", "interrupted", "cut-off"})
    void isAsItWasAgreed(String run) throws Exception {
        String xml = xml(Reports.named(run));
        Golden.check("report/junit/" + run + ".xml", xml);
        validate(xml);
    }

    @ParameterizedTest
    @ValueSource(strings = {"at-work", "placed", "hostile", "empty", "healed"})
    void theSchemaTakesIt(String run) throws Exception {
        validate(xml(Reports.named(run)));
    }

    @Test
    void theSchemaCanRefuse() {
        String xml = xml(Reports.named("failed"));
        assertThatThrownBy(() -> validate(xml.replaceFirst(" failures=\"1\"", "")))
                .isInstanceOf(SAXException.class);
        assertThatThrownBy(
                        () -> validate(xml.replaceFirst("<failure ", "<fault ").replaceFirst("</failure>", "</fault>")))
                .isInstanceOf(SAXException.class);
    }

    @Test
    void countsWhatItHolds() throws Exception {
        for (String run : List.of("degraded", "failed", "interrupted", "cut-off", "at-work", "hostile")) {
            Element suites = root(xml(Reports.named(run)));
            assertThat(suites.getAttribute("tests")).isEqualTo(count(suites, "testcase"));
            assertThat(suites.getAttribute("failures")).isEqualTo(count(suites, "failure"));
            assertThat(suites.getAttribute("errors")).isEqualTo(count(suites, "error"));
        }
    }

    private static String count(Element element, String name) {
        return Integer.toString(element.getElementsByTagName(name).getLength());
    }

    @Test
    void whatPassedOnTheSecondTryIsFlakyAndNoFailure() throws Exception {
        Element suites = root(xml(Reports.named("degraded")));
        assertThat(suites.getAttribute("failures")).isEqualTo("0");
        NodeList flaky = suites.getElementsByTagName("flakyFailure");
        assertThat(flaky.getLength()).isOne();
        assertThat(((Element) flaky.item(0).getParentNode()).getAttribute("name"))
                .isEqualTo("build");
    }

    @Test
    void aDegradedRunHasNoFailureOfWhatCameLaterOrWasDoneWithout() throws Exception {
        Element suites = root(xml(Reports.named("healed")));

        assertThat(cases(suites))
                .containsExactly(
                        "gone:1 skipped: the run did without it: pulling gone:1: no answer",
                        "late:1 flakyFailure: pulling late:1: no answer",
                        "attempt skipped: 'lean' stands in: pulling gone:1: no answer",
                        "attempt flakyFailure: pulling late:1: no answer",
                        "build worker/Dockerfile",
                        "attempt skipped: 'tiny' is a spare rung: pulling gone:1: no answer");
    }

    /** Each with what it holds in brief. */
    private static List<String> cases(Element suites) {
        List<String> cases = new ArrayList<>();
        NodeList all = suites.getElementsByTagName("testcase");
        for (int i = 0; i < all.getLength(); i++) {
            Element one = (Element) all.item(i);
            StringBuilder words = new StringBuilder(one.getAttribute("name"));
            NodeList parts = one.getElementsByTagName("*");
            for (int j = 0; j < parts.getLength(); j++) {
                Element part = (Element) parts.item(j);
                if (part.hasAttribute("message")) {
                    words.append(' ').append(part.getTagName()).append(": ").append(part.getAttribute("message"));
                }
            }
            cases.add(words.toString());
        }
        return cases;
    }

    @Test
    void aBaseThatNeverCameFailsARunThatFailed() throws Exception {
        List<RunEvent> events = new Script()
                .run("build")
                .base("gone:1", 1, "failed", "", Reports.missing("gone:1"))
                .base("gone:1", 1, "failed", "", Reports.missing("gone:1"))
                .ends(RunEvent.Verdict.FAILED, "")
                .events();

        assertThat(cases(root(xml(Reports.of(events)))))
                .containsExactly("gone:1 failure: pulling gone:1: no answer rerunFailure: pulling gone:1: no answer");
    }

    @Test
    void anotherReadersMarkupIsText() throws Exception {
        String xml = xml(Reports.named("hostile"));
        assertThat(xml).doesNotContain("<script", "]]>", "\u001b", "\u202e", "\u0000", "\u0007");
        assertThat(root(xml).getElementsByTagName("failure").item(0).getTextContent())
                .contains("<script>alert(1)</script> ]]> &amp;");
    }

    @Test
    void theOutputOfAFailureIsItsLogsEnd(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("logs"));
        Files.writeString(
                folder.resolve("logs/tools-default-1.log"),
                "early\n" + "x".repeat(100).concat("\n").repeat(1000) + "late\u001b[1m\n");
        RunReport report = new RunReport("r", RunStory.of(Runs.failed()), folder, folder, false, List.of());

        NodeList outputs = root(xml(report)).getElementsByTagName("system-out");

        assertThat(outputs.getLength()).isOne();
        assertThat(outputs.item(0).getTextContent())
                .startsWith("xxx")
                .endsWith("x\nlate\n")
                .doesNotContain("early")
                .hasSizeLessThan(17_000);
    }

    @Test
    void aLogOutsideOfTheRunIsNotRead(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("logs"));
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("logs/tools-default-1.log"), secret);
        RunReport report = new RunReport("r", RunStory.of(Runs.failed()), folder, folder, false, List.of());

        assertThat(xml(report)).doesNotContain("secret");
    }
}
