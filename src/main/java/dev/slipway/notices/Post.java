package dev.slipway.notices;

import dev.slipway.engine.BuildAccess;
import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.AccessSpec;
import dev.slipway.model.NoticeTarget;
import dev.slipway.model.NoticeTarget.Address;
import dev.slipway.model.SecretSource;
import dev.slipway.secrets.Grant;
import dev.slipway.secrets.Mask;
import dev.slipway.secrets.Secrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is told, and what is needed to reach them: {@code folder} is the pipeline's, {@code environment} what proxies and
 * authorities are taken from, {@code version} Slipway's own. Secrets are had when something is to be sent.
 */
public record Post(
        List<NoticeTarget> targets,
        Path folder,
        Map<String, String> environment,
        Secrets secrets,
        Limits limits,
        String version) {
    private static final String ADDRESS = "webhook";
    private static final String KEY = "secret";
    private static final String PASSWORD = "password";

    /** Longer ones are for the next delivery. */
    private static final Duration SHORT = Duration.ofSeconds(30);

    public Post {
        targets = List.copyOf(targets);
        environment = Map.copyOf(environment);
        targets.forEach(target -> hide(target, secrets.mask()));
    }

    private static void hide(NoticeTarget target, Mask mask) {
        switch (target) {
            case NoticeTarget.Webhook webhook -> hide(webhook.address(), mask);
            case NoticeTarget.Email email -> {}
            case NoticeTarget.Command command -> command.hidden().forEach(part -> mask.add(secret(part)));
        }
    }

    /**
     * An address into which the environment put something: all of it, and what of it gives it away by itself. A secret's value is
     * hidden when it is had.
     */
    static void hide(Address address, Mask mask) {
        if (address instanceof Address.Written written && !written.hidden().isEmpty()) {
            written.hidden().stream().filter(AddressSecrets::telling).forEach(part -> mask.add(secret(part)));
            hide(written.url(), mask);
        }
    }

    static void hide(String url, Mask mask) {
        AddressSecrets.of(url).forEach(part -> mask.add(secret(part)));
    }

    /**
     * For what the other side of a conversation says alone: it repeats the path of what it was asked, without the host, and there
     * even a word of it is nobody's business.
     */
    static Mask aside(String url, List<String> hidden) {
        Mask mask = new Mask();
        hide(url, mask);
        mask.add(secret(AddressSecrets.rest(url)));
        hidden.forEach(part -> mask.add(secret(part)));
        return mask;
    }

    private static SecretValue secret(String text) {
        return new SecretValue(text.getBytes(StandardCharsets.UTF_8));
    }

    Mask mask() {
        return secrets.mask();
    }

    List<Recipient> recipients() {
        return Recipient.of(targets);
    }

    /** Tries until somebody has taken it, or there is no use in trying at once again. */
    Answer send(Recipient recipient, Notice notice, StopSignal stop) {
        for (Duration usual : limits.pauses()) {
            Answer answer = sendOnce(recipient, notice, stop);
            if (!(answer instanceof Answer.Later later)) {
                return answer;
            }
            Duration pause = Optional.ofNullable(later.after()).orElse(usual);
            if (pause.compareTo(SHORT) > 0 || !Bounded.pause(pause, stop)) {
                return answer;
            }
        }
        return sendOnce(recipient, notice, stop);
    }

    /** One try, for whoever waits for the answer. */
    Answer sendOnce(Recipient recipient, Notice notice, StopSignal stop) {
        Map<String, SecretSource> wanted = wanted(recipient.target());
        return switch (secrets.of(new AccessSpec(wanted, Map.of()), stop)) {
            case Grant.Cancelled cancelled -> new Answer.Silent("sending was stopped");
            case Grant.Refused refused ->
                new Answer.Refused(
                        refused.lacks().stream().map(Grant.Lack::sentence).collect(Collectors.joining("; ")));
            case Grant.Given given -> {
                Optional<SecretSource> absent = wanted.entrySet().stream()
                        .filter(entry -> !given.access().secrets().containsKey(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
                yield absent.<Answer>map(source -> new Answer.Nobody("there is nothing in " + Recipient.place(source)))
                        .orElseGet(() -> sendWith(given.access(), recipient.target(), notice, stop));
            }
        };
    }

    private static Map<String, SecretSource> wanted(NoticeTarget target) {
        Map<String, SecretSource> wanted = new LinkedHashMap<>();
        switch (target) {
            case NoticeTarget.Webhook webhook -> {
                if (webhook.address() instanceof Address.Kept kept) {
                    wanted.put(ADDRESS, kept.source());
                }
                webhook.signedBy().ifPresent(source -> wanted.put(KEY, source));
            }
            case NoticeTarget.Email email -> email.passwordFrom().ifPresent(source -> wanted.put(PASSWORD, source));
            case NoticeTarget.Command command -> {}
        }
        return wanted;
    }

    private Answer sendWith(BuildAccess access, NoticeTarget target, Notice notice, StopSignal stop) {
        return switch (target) {
            case NoticeTarget.Webhook webhook -> {
                String url =
                        switch (webhook.address()) {
                            case Address.Written written -> written.url();
                            case Address.Kept kept ->
                                text(access.secrets().get(ADDRESS)).strip();
                        };
                Optional<URI> address = address(url);
                if (address.isEmpty()) {
                    yield new Answer.Refused("what the secret '" + ADDRESS + "' holds is not a web address");
                }
                if (webhook.address() instanceof Address.Kept) {
                    hide(url, mask());
                }
                Answer answer = new WebhookSender(environment, limits, version)
                        .send(address.get(), webhook.form(), access.secrets().get(KEY), notice, stop);
                yield switch (webhook.address()) {
                    case Address.Kept kept -> answer.worded(new Wording(aside(url, List.of())));
                    case Address.Written written when written.hidden().isEmpty() -> answer;
                    case Address.Written written -> answer.worded(new Wording(aside(url, written.hidden())));
                };
            }
            case NoticeTarget.Email email ->
                new MailSender(environment, limits)
                        .send(email, withoutLineBreak(text(access.secrets().get(PASSWORD))), notice, stop);
            case NoticeTarget.Command command ->
                new CommandSender(folder, limits, version).send(command.line(), notice, stop);
        };
    }

    static Optional<URI> address(String url) {
        try {
            URI address = URI.create(url);
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            return web && address.getHost() != null ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private static String text(@Nullable SecretValue value) {
        return value == null ? "" : new String(value.bytes(), StandardCharsets.UTF_8);
    }

    /** Of a file that holds one line. */
    private static String withoutLineBreak(String text) {
        return text.replaceFirst("\\r?\\n\\z", "");
    }
}
