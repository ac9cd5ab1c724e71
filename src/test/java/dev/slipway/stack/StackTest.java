package dev.slipway.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.ContainerSpec.Confinement;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.FakeEngine;
import dev.slipway.engine.OwnedObject;
import dev.slipway.engine.StopSignal;
import dev.slipway.probe.Vault;
import dev.slipway.run.Owner;
import dev.slipway.run.SystemTicker;
import dev.slipway.secrets.Mask;
import dev.slipway.stack.Role.Cast.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is of a stack, and what only looks like it. */
class StackTest {
    private final FakeEngine engine = new FakeEngine().with("api").with("mine");
    private final SystemTicker ticker = new SystemTicker();
    private final List<StackEvent> story = new ArrayList<>();
    private final Stack stack = new Stack(engine, StackName.kept("test"));
    private final Role api = Roles.asked(engine, "api", Kind.PREFERRED);

    @AfterEach
    void endTime() {
        ticker.close();
    }

    @Test
    void aContainerOfAnImageThatWasMadeFromOursIsNotOurs() {
        stack.raise(api, 1, stack.network());
        Map<String, String> copied =
                new LinkedHashMap<>(stack.standing().getFirst().mark().labels());
        make("somebody", copied);
        make("test-own", copied);
        assertThat(stack.standing()).extracting(Standing::containerName).containsExactly("test-api");
        assertThat(down(false)).isTrue();
        assertThat(engine.left()).extracting(OwnedObject::name).containsExactlyInAnyOrder("somebody", "test-own");
        assertThat(Stack.all(engine)).isEmpty();
    }

    @Test
    void whatAQuestionHadStartedGoesToo() {
        make("test-api-ready-redis-1", Map.of(Mark.STACK, "test"));
        assertThat(Stack.all(engine)).containsExactly(StackName.kept("test"));
        assertThat(down(false)).isTrue();
        assertThat(engine.left()).isEmpty();
    }

    @Test
    void whoRaisedItFromElsewhereIsAStranger() {
        Stack theirs = new Stack(engine, StackName.kept("test"), Vault.EMPTY, Map.of(Mark.PROJECT, "/theirs"));
        Role keeping = Roles.keeping(engine, "api", "models");
        theirs.raise(keeping, 1, theirs.network());
        assertThat(stack.strangers("/ours", false)).containsExactly("/theirs");
        assertThat(stack.strangers("/theirs", true)).isEmpty();
        assertThat(down(false)).isTrue();
        assertThat(stack.strangers("/ours", false)).isEmpty();
        assertThat(stack.strangers("/ours", true)).as("their volume").containsExactly("/theirs");
    }

    @Test
    void whatSaysNothingOfAProjectIsOfNoStranger() {
        stack.raise(api, 1, stack.network());
        assertThat(stack.strangers("/ours", true)).isEmpty();
    }

    @Test
    void foreignLabelsMakeNoStack() {
        engine.createNetwork("theirs", false, Map.of(Mark.STACK, "../../etc/passwd"));
        stack.network();
        assertThat(Stack.all(engine)).containsExactly(StackName.kept("test"));
    }

    @Test
    void aLivingOwnerIsSeen() {
        StackName dev = StackName.workedOn("test");
        Owner self = Owner.self();
        Owner dead = new Owner(self.host(), Integer.MAX_VALUE, 1);
        new Stack(engine, dev, Vault.EMPTY, dead.labels("one")).network();
        assertThat(new Stack(engine, dev).owned()).isFalse();
        new Stack(engine, dev).removeNetworks();
        new Stack(engine, dev, Vault.EMPTY, self.labels("two")).network();
        assertThat(new Stack(engine, dev).owned()).isTrue();
        assertThat(stack.owned()).isFalse();
    }

    @Test
    void whatTheEngineWillNotRemoveIsToldAndTheRestGoes() {
        stack.raise(api, 1, stack.network());
        engine.createVolume("test_a", Map.of(Mark.STACK, "test"));
        engine.createVolume("test_b", Map.of(Mark.STACK, "test"));
        engine.onCall(call -> {
            if (call.equals("remove volume test_a")) {
                throw new EngineException(EngineException.Kind.CONFLICT, call, "volume is in use");
            }
        });
        assertThat(down(true)).isFalse();
        assertThat(engine.left()).extracting(OwnedObject::name).containsExactly("test_a");
        assertThat(story)
                .filteredOn(StackEvent.Noticed.class::isInstance)
                .extracting(event -> ((StackEvent.Noticed) event).text())
                .containsExactly("the volume test_a could not be removed: volume is in use");
        assertThat(story.getLast()).isInstanceOfSatisfying(StackEvent.DownEnded.class, ended -> {
            assertThat(ended.volumes()).isEqualTo(1);
            assertThat(ended.left()).isEqualTo(1);
        });
    }

    @Test
    void aContainerThatWillNotGoKeepsNothingElse() {
        stack.raise(api, 1, stack.network());
        engine.onCall(call -> {
            if (call.startsWith("remove container")) {
                throw new EngineException(EngineException.Kind.FAILED, call, "device or resource busy");
            }
        });
        assertThat(down(false)).isFalse();
        assertThat(story.getLast()).isInstanceOfSatisfying(StackEvent.DownEnded.class, ended -> {
            assertThat(ended.networks()).isEqualTo(1);
            assertThat(ended.left()).isEqualTo(1);
        });
    }

    @Test
    void aLostEngineIsNotToldAsNothingThere() {
        stack.raise(api, 1, stack.network());
        engine.onCall(call -> {
            if (call.startsWith("remove container")) {
                throw new EngineException(EngineException.Kind.UNREACHABLE, call, "connection refused");
            }
        });
        assertThatThrownBy(() -> down(false)).isInstanceOf(EngineException.class);
        assertThat(story.getLast()).isInstanceOfSatisfying(StackEvent.DownEnded.class, ended -> assertThat(ended.left())
                .isPositive());
    }

    @Test
    void whatAnInterruptLeavesIsCounted() {
        stack.raise(api, 1, stack.network());
        StopSignal stop = new StopSignal();
        stop.raise(StopSignal.Reason.INTERRUPTED);
        new Lowering(stack, telling()).down(Duration.ofSeconds(1), false, stop);
        assertThat(story.getLast()).isInstanceOfSatisfying(StackEvent.DownEnded.class, ended -> assertThat(ended.left())
                .isEqualTo(1));
    }

    private boolean down(boolean volumes) {
        return new Lowering(stack, telling()).down(Duration.ofSeconds(1), volumes, new StopSignal());
    }

    private Telling telling() {
        return new Telling(
                story::add,
                ticker,
                evidence -> {
                    throw new AssertionError(evidence);
                },
                new Mask());
    }

    private void make(String name, Map<String, String> labels) {
        engine.createContainer(
                new ContainerSpec("mine", name, null, null, Map.of(), new Attachment.None(), Confinement.NONE, labels));
    }
}
