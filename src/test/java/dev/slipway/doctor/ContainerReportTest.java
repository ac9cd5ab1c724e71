package dev.slipway.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.doctor.Finding.Broken;
import dev.slipway.doctor.Finding.Fine;
import dev.slipway.doctor.Finding.Skipped;
import dev.slipway.doctor.Finding.Warning;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.FakeEngine;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.fake.Script;
import dev.slipway.model.BaseSpec;
import dev.slipway.model.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerReportTest {
    private static final String INDEX = "index pip https://index.example";
    private static final String RESOLVED = "dns index.example ok 192.0.2.1";

    private static Finding report(boolean ended, Here here, String... lines) {
        return new ContainerReport("python:3.11-slim", List.of(lines), ended, url -> here)
                .observations()
                .getFirst()
                .finding();
    }

    private static Finding report(String... lines) {
        return report(true, new Here(true, "", false), lines);
    }

    @Test
    void answers() {
        assertThat(report(INDEX, RESOLVED, "get index.example ok 200"))
                .isEqualTo(new Fine("pip's index https://index.example answers 200"));
        assertThat(report(INDEX, RESOLVED)).isInstanceOf(Fine.class);
        assertThat(report()).isInstanceOf(Skipped.class);
    }

    @Test
    void namesThatDoNotResolve() {
        String dns = "dns index.example fail Name or service not known";
        assertThat(report(INDEX, dns)).isInstanceOfSatisfying(Broken.class, one -> {
            assertThat(one.seen()).endsWith("cannot be resolved (Name or service not known), though it can be here");
            assertThat(one.remedy()).contains("name server");
        });
        assertThat(report(true, new Here(false, "", false), INDEX, dns))
                .isInstanceOfSatisfying(
                        Broken.class, one -> assertThat(one.seen()).endsWith("nor can it be here"));
    }

    @Test
    void aCertificateThatOnlyThisMachineTrusts() {
        Finding seen = report(
                true,
                new Here(true, "'CN=Proxy of the house'", true),
                INDEX,
                RESOLVED,
                "get index.example tls certificate verify failed");
        assertThat(seen).isInstanceOfSatisfying(Broken.class, one -> {
            assertThat(one.seen())
                    .contains("certificate verify failed")
                    .endsWith("here its certificate comes from 'CN=Proxy of the house', which this machine trusts");
            assertThat(one.remedy()).contains("docs/pipeline-format.md");
        });
    }

    @Test
    void whatGivesNoAnswer() {
        assertThat(report(INDEX, RESOLVED, "get index.example fail Connection refused"))
                .isInstanceOf(Broken.class);
        assertThat(report(false, new Here(true, "", false), INDEX)).isInstanceOf(Warning.class);
        assertThat(report(false, new Here(true, "", false), INDEX, RESOLVED)).isInstanceOf(Warning.class);
        assertThat(report(false, new Here(true, "", false))).isInstanceOf(Warning.class);
    }

    @Test
    void theContainerIsOfAPresentBaseAndIsRemoved() {
        FakeEngine engine = new FakeEngine()
                .with("redis:7")
                .with("python:3.11-slim")
                .onRun("python:3.11-slim", Script.exits(0, INDEX, RESOLVED, "get index.example ok 200"));
        List<BaseSpec> bases = List.of(base("redis:7"), base("absent:1"), base("python:3.11-slim"));

        List<Examination> looks = ContainerLook.of(engine, bases);

        assertThat(looks).extracting(Examination::subject).containsExactly("python:3.11-slim", "redis:7");
        assertThat(looks.getFirst().examine(new StopSignal()).getFirst().finding())
                .isInstanceOf(Fine.class);
        assertThat(engine.left()).isEmpty();
    }

    @Test
    void aContainerThatHangsIsRemovedToo() {
        FakeEngine engine = new FakeEngine().with("python:3.11-slim");
        StopSignal stop = new StopSignal();
        engine.onCall(call -> {
            if (call.startsWith("await")) {
                stop.raise(StopSignal.Reason.TOTAL_TIME);
            }
        });
        List<Observation> seen =
                new ContainerLook(engine, "python:3.11-slim", new Attachment.Default(List.of())).examine(stop);
        assertThat(seen.getFirst().finding()).isInstanceOf(Warning.class);
        assertThat(engine.left()).isEmpty();
    }

    private static BaseSpec base(String reference) {
        return new BaseSpec(reference, null, Origin.whole("pipeline.yaml"));
    }
}
