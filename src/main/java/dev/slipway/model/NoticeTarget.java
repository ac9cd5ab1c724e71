package dev.slipway.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of what changed over night. {@code kinds} are the transitions that are told, words of {@link #KINDS}; none
 * means all. Without a secret that is not required nobody is told; without one that is, the notice waits.
 */
public sealed interface NoticeTarget {
    /** What may change over night, as the pipeline file names it. */
    List<String> KINDS = List.of(
            "new-failure",
            "fails-otherwise",
            "recovered",
            "degraded",
            "climbed-back",
            "debt-due",
            "drifted",
            "stale",
            "missed",
            "spare-broken",
            "spare-mended",
            "cut-off");

    /** What is told where the pipeline file does not say: all that somebody has to act on, or can stop acting on. */
    List<String> USUAL = KINDS.stream()
            .filter(kind -> !kind.equals("drifted") && !kind.equals("spare-mended"))
            .toList();

    List<String> kinds();

    default boolean wants(String kind) {
        return kinds().isEmpty() || kinds().contains(kind);
    }

    /** A POST of JSON. {@code secret} signs the body, where there is one. */
    record Webhook(Address address, Form form, @Nullable SecretSource secret, List<String> kinds)
            implements NoticeTarget {
        public Webhook {
            kinds = List.copyOf(kinds);
        }

        public Optional<SecretSource> signedBy() {
            return Optional.ofNullable(secret);
        }
    }

    /** Where a webhook is. Whoever knows the whole address of one may often write to it. */
    sealed interface Address {
        /** {@code hidden} are the parts that came from the environment, to be told nowhere. */
        record Written(String url, List<String> hidden) implements Address {
            public Written {
                hidden = List.copyOf(hidden);
            }
        }

        /** The address is the value of a secret. */
        record Kept(SecretSource source) implements Address {}
    }

    /** What a webhook is sent. */
    enum Form {
        JSON,
        SLACK
    }

    /** A message by SMTP. {@code password} belongs to {@code user}, which is empty for a server that asks for none. */
    record Email(
            List<String> to,
            String from,
            String host,
            int port,
            Encryption encryption,
            String user,
            @Nullable SecretSource password,
            List<String> kinds)
            implements NoticeTarget {
        public Email {
            to = List.copyOf(to);
            kinds = List.copyOf(kinds);
        }

        public Optional<SecretSource> passwordFrom() {
            return Optional.ofNullable(password);
        }
    }

    /** How a mail server is spoken to. */
    enum Encryption {
        STARTTLS,
        TLS,
        NONE
    }

    /**
     * A command of this machine, run by its shell in the pipeline's folder, with the notice as JSON on its input. {@code
     * written} is the line as the file has it, by which it is told of; {@code hidden} are the parts of the line that came
     * from the environment, to be told nowhere.
     */
    record Command(String line, String written, List<String> hidden, List<String> kinds) implements NoticeTarget {
        public Command {
            hidden = List.copyOf(hidden);
            kinds = List.copyOf(kinds);
        }

        /** One that nothing was put into. */
        public Command(String line, List<String> kinds) {
            this(line, line, List.of(), kinds);
        }
    }
}
