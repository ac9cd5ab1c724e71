package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.FakeEngine;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which of the images that pulls have taken a name from are removed. */
class ReplacedBasesTest {
    private static final String REDIS = "redis:7";

    private final FakeEngine engine = new FakeEngine();
    private final ReplacedBases replaced = new ReplacedBases(engine);

    private void pull(String reference) {
        engine.pull(reference, OutputSink.NOWHERE, new StopSignal());
    }

    private ImageFacts facts(String reference) {
        return engine.image(reference).orElseThrow();
    }

    /** Pulls anew what is there, as a night does. */
    private ImageFacts refresh(String reference) {
        ImageFacts before = facts(reference);
        pull(reference);
        replaced.note(before);
        return before;
    }

    @Test
    void what_was_pulled_and_has_lost_its_only_name_goes() {
        pull(REDIS);
        ImageFacts before = refresh(REDIS);

        assertThat(replaced.remove(List.of())).containsExactly(REDIS);
        assertThat(engine.image(before.id())).isEmpty();
        assertThat(engine.image(REDIS)).isPresent();
    }

    @Test
    void what_was_nameless_before_stays() {
        pull(REDIS);
        ImageFacts nameless = facts(REDIS);
        pull(REDIS);
        refresh(REDIS);

        assertThat(replaced.remove(List.of())).containsExactly(REDIS);
        assertThat(engine.image(nameless.id())).isPresent();
    }

    @Test
    void another_tag_keeps_it() {
        pull(REDIS);
        engine.tag(REDIS, "keep:this");
        ImageFacts before = refresh(REDIS);

        assertThat(replaced.remove(List.of())).isEmpty();
        assertThat(facts("keep:this").id()).isEqualTo(before.id());
    }

    @Test
    void two_tags_that_were_both_replaced_do_not() {
        pull(REDIS);
        engine.tag(REDIS, "redis:latest");
        ImageFacts before = facts(REDIS);
        refresh(REDIS);
        refresh("redis:latest");

        assertThat(replaced.remove(List.of())).containsExactly(REDIS, "redis:latest");
        assertThat(engine.image(before.id())).isEmpty();
    }

    @Test
    void two_names_of_different_repositories_that_were_both_replaced_do_not() {
        pull(REDIS);
        engine.tag(REDIS, "mirror/redis:7");
        ImageFacts before = refresh(REDIS);
        refresh("mirror/redis:7");

        assertThat(replaced.names()).allMatch(name -> name.contains("redis:7 (redis@sha256:"));
        assertThat(replaced.remove(List.of())).containsExactly("mirror/redis:7", REDIS);
        assertThat(engine.image(before.id())).isEmpty();
    }

    @Test
    void what_containerd_keeps_stays_as_nobody_can_tell_whether_a_registry_had_it() {
        engine.keepImagesIn(EngineInfo.Store.CONTAINERD);
        pull(REDIS);
        ImageFacts before = refresh(REDIS);

        assertThat(replaced.remove(List.of())).isEmpty();
        assertThat(engine.image(before.id())).isPresent();
    }

    @Test
    void what_no_registry_had_stays() {
        engine.with(REDIS);
        ImageFacts before = refresh(REDIS);

        assertThat(replaced.remove(List.of())).isEmpty();
        assertThat(engine.image(before.id())).isPresent();
    }

    @Test
    void the_content_of_another_repository_stays() {
        pull("mirror/redis:7");
        engine.tag("mirror/redis:7", REDIS);
        engine.removeImage("mirror/redis:7");
        ImageFacts before = refresh(REDIS);

        assertThat(replaced.remove(List.of())).isEmpty();
        assertThat(engine.image(before.id())).isPresent();
    }

    @Test
    void what_the_pipeline_names_by_its_content_stays() {
        pull(REDIS);
        ImageFacts before = refresh(REDIS);

        assertThat(replaced.remove(List.of("redis:7@" + content(before)))).isEmpty();
        assertThat(replaced.remove(List.of(content(before)))).isEmpty();
        assertThat(replaced.remove(List.of(before.id()))).isEmpty();
        assertThat(engine.image(before.id())).isPresent();
        assertThat(replaced.remove(List.of("redis@" + content(facts(REDIS))))).containsExactly(REDIS);
    }

    private static String content(ImageFacts image) {
        String name = image.digests().getFirst();
        return name.substring(name.indexOf('@') + 1);
    }

    @Test
    void what_a_container_uses_stays() {
        pull(REDIS);
        engine.createContainer(new ContainerSpec(
                REDIS, "cache", List.of(), List.of(), Map.of(), new Attachment.None(), Map.of(), Map.of()));
        ImageFacts before = refresh(REDIS);

        assertThat(replaced.remove(List.of())).isEmpty();
        assertThat(engine.image(before.id())).isPresent();
    }

    @Test
    void what_somebody_else_removed_is_not_told_as_ours() {
        pull(REDIS);
        ImageFacts before = refresh(REDIS);
        engine.removeImage(before.id());

        assertThat(replaced.remove(List.of())).isEmpty();
    }

    @Test
    void an_engine_that_refuses_one_is_asked_for_the_next() {
        pull(REDIS);
        pull("postgres:16");
        ImageFacts refused = refresh(REDIS);
        ImageFacts other = refresh("postgres:16");
        engine.onCall(call -> {
            if (call.equals("remove image " + refused.id())) {
                throw new EngineException(Kind.CONFLICT, call, "image has dependent child images");
            }
        });

        assertThat(replaced.remove(List.of())).containsExactly("postgres:16");
        assertThat(engine.image(refused.id())).isPresent();
        assertThat(engine.image(other.id())).isEmpty();
    }
}
