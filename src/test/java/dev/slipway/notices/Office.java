package dev.slipway.notices;

import dev.slipway.engine.StopSignal;
import dev.slipway.model.NoticeTarget;
import dev.slipway.model.NoticeTarget.Address;
import dev.slipway.model.NoticeTarget.Email;
import dev.slipway.model.NoticeTarget.Encryption;
import dev.slipway.model.NoticeTarget.Form;
import dev.slipway.model.NoticeTarget.Webhook;
import dev.slipway.model.Origin;
import dev.slipway.model.SecretSource;
import dev.slipway.notices.Outbox.Haste;
import dev.slipway.secrets.Mask;
import dev.slipway.secrets.Secrets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An outbox in a folder, with a clock that is moved and an environment that is made up. */
final class Office {
    static final Limits LIMITS = new Limits(
            Duration.ofSeconds(10), Duration.ofSeconds(30), List.of(), Duration.ofDays(7), Duration.ofDays(90));
    static final Instant START = Instant.parse("2026-03-14T02:30:00Z");

    private final Path folder;
    private final Mask mask = new Mask();
    private final Map<String, String> environment = new HashMap<>();
    private Limits limits = LIMITS;
    final Moving clock = new Moving();

    Office(Path folder) {
        this.folder = folder;
    }

    static final class Moving extends Clock {
        private volatile Instant now = START;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    Office set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Office within(Limits other) {
        limits = other;
        return this;
    }

    /** No longer than so much for a try, whose end is then the point of the test. */
    Office impatient() {
        return within(
                new Limits(LIMITS.connect(), Duration.ofMillis(300), List.of(), LIMITS.patience(), LIMITS.memory()));
    }

    Mask mask() {
        return mask;
    }

    Path files() {
        return folder.resolve(".slipway/notices/demo");
    }

    Post post(NoticeTarget... targets) {
        return new Post(List.of(targets), folder, environment, new Secrets(environment, folder, mask), limits, "1.2.3");
    }

    Outbox outbox(NoticeTarget... targets) {
        return Outbox.of(folder.resolve(".slipway"), "demo", post(targets), clock);
    }

    /** An outbox with one notice in it, in the environment of another office. */
    Outbox sending(NoticeTarget target, Office other) {
        environment.putAll(other.environment);
        Outbox outbox = outbox(target);
        outbox.put(notice("k"));
        return outbox;
    }

    static List<Delivery> deliver(Outbox outbox) {
        return outbox.deliver(Haste.WHEN_DUE, new StopSignal());
    }

    /** What came of the only notice. */
    static Delivery.Fate fate(Outbox outbox) {
        List<Delivery> deliveries = deliver(outbox);
        if (deliveries.size() != 1) {
            throw new AssertionError("not one delivery: " + deliveries);
        }
        return deliveries.getFirst().fate();
    }

    static String why(Delivery.Fate fate) {
        return switch (fate) {
            case Delivery.Fate.Sent sent -> "sent: " + sent.remark();
            case Delivery.Fate.Waits waits -> "waits: " + waits.why();
            case Delivery.Fate.GivenUp given -> "given up: " + given.why();
            case Delivery.Fate.Skipped skipped -> "skipped: " + skipped.why();
        };
    }

    static Notice notice(String key) {
        return notice(
                key, "new-failure", "backend fails: pip cannot find numpy 3", List.of("the build broke", "  at 1"));
    }

    static Notice notice(String key, String kind, String headline, List<String> lines) {
        return new Notice(key, START, "demo", kind, "backend", headline, lines, "20260314-023000-abcd");
    }

    static Webhook webhook(String url) {
        return new Webhook(new Address.Written(url, List.of()), Form.JSON, null, List.of());
    }

    static SecretSource env(String name) {
        return new SecretSource.FromEnvironment(name, true, Origin.whole("test"));
    }

    static Email mail(int port, Encryption encryption, String... to) {
        return mail(port, encryption, "", null, to);
    }

    static Email mail(int port, Encryption encryption, String user, @Nullable SecretSource password, String... to) {
        return new Email(List.of(to), "slipway@example.org", "localhost", port, encryption, user, password, List.of());
    }
}
