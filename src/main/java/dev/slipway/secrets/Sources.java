package dev.slipway.secrets;

import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import dev.slipway.host.HostCommand;
import dev.slipway.host.HostCommand.Outcome;
import dev.slipway.model.AgentSource;
import dev.slipway.model.SecretSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Looks where the pipeline says that secrets and agents are. What a command printed is never part of a reason. */
final class Sources {
    /** BuildKit takes no larger one. */
    private static final int MOST = 500 * 1024;

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int SHOWN = 300;

    private final Map<String, String> environment;
    private final Map<String, String> params;
    private final Path folder;

    Sources(Map<String, String> environment, Map<String, String> params, Path folder) {
        this.environment = Map.copyOf(environment);
        this.params = Map.copyOf(params);
        this.folder = folder;
    }

    /** What came of looking. */
    sealed interface Found {
        record Value(SecretValue value) implements Found {}

        record Nothing(String why) implements Found {}

        record Stopped() implements Found {}
    }

    /** An agent's socket, or why there is none. */
    sealed interface Agent {
        record At(Path socket) implements Agent {}

        record Nowhere(String why) implements Agent {}
    }

    /** Equal for secrets that come from one place, wherever the file says so. */
    static Object key(SecretSource source) {
        return switch (source) {
            case SecretSource.FromEnvironment variable -> List.of("env", variable.variable());
            case SecretSource.FromFile file -> file.path();
            case SecretSource.FromParam param -> List.of("param", param.param());
            case SecretSource.FromCommand command -> command.command();
        };
    }

    Found of(SecretSource source, StopSignal stop) {
        return switch (source) {
            case SecretSource.FromEnvironment variable -> variable(variable.variable());
            case SecretSource.FromFile file -> file(file.path());
            case SecretSource.FromParam param -> param(param.param());
            case SecretSource.FromCommand command -> command(command.command(), stop);
        };
    }

    private Found variable(String name) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty()
                ? new Found.Nothing("the variable '" + name + "' is not set or empty")
                : value(value.getBytes(StandardCharsets.UTF_8), "the variable '" + name + "'");
    }

    private Found param(String name) {
        String value = params.getOrDefault(name, "");
        return value.isEmpty()
                ? new Found.Nothing("the parameter '" + name + "' is not given")
                : value(value.getBytes(StandardCharsets.UTF_8), "the parameter '" + name + "'");
    }

    private static Found file(Path path) {
        String what = "the file " + path;
        try (InputStream bytes = Files.newInputStream(path)) {
            return value(bytes.readNBytes(MOST + 1), what);
        } catch (NoSuchFileException absent) {
            return new Found.Nothing(what + " is not there");
        } catch (AccessDeniedException refused) {
            return new Found.Nothing(what + " may not be read");
        } catch (IOException unreadable) {
            return new Found.Nothing(what + " cannot be read: " + unreadable.getMessage());
        }
    }

    private Found command(List<String> words, StopSignal stop) {
        HostCommand command = new HostCommand(words, folder, environment, "");
        return switch (command.run(LIMIT, MOST, stop)) {
            case Outcome.Ended ended
            when ended.exit() != 0 ->
                new Found.Nothing("the command ended with exit code " + ended.exit() + said(ended.error()));
            case Outcome.Ended ended -> printed(withoutLineBreak(ended.printed().bytes()), ended.error());
            case Outcome.Cut cut when stop.raised() -> new Found.Stopped();
            case Outcome.Cut cut -> new Found.Nothing("the command: " + cut.why() + said(cut.error()));
            case Outcome.Unstartable no -> new Found.Nothing("the command could not be started: " + no.why());
        };
    }

    private static Found printed(byte[] bytes, String error) {
        return bytes.length == 0
                ? new Found.Nothing("the command printed nothing" + said(error))
                : value(bytes, "what the command printed");
    }

    /** The last of its error stream: programs give the reason at the end. */
    private static String said(String error) {
        if (error.isEmpty()) {
            return "";
        }
        String line = error.replaceAll("\\s*\\R\\s*", "; ");
        return ", saying: " + (line.length() <= SHOWN ? line : "…" + line.substring(line.length() - SHOWN));
    }

    private static byte[] withoutLineBreak(byte[] printed) {
        int end = printed.length;
        if (end > 0 && printed[end - 1] == '\n') {
            end--;
            if (end > 0 && printed[end - 1] == '\r') {
                end--;
            }
        }
        return Arrays.copyOf(printed, end);
    }

    private static Found value(byte[] bytes, String what) {
        if (bytes.length == 0) {
            return new Found.Nothing(what + " is empty");
        }
        return bytes.length > MOST
                ? new Found.Nothing(what + " has more than the " + MOST / 1024 + " KiB that builders take")
                : new Found.Value(new SecretValue(bytes));
    }

    Agent agent(AgentSource source) {
        return switch (source) {
            case AgentSource.FromEnvironment usual -> {
                String socket = environment.getOrDefault(AgentSource.VARIABLE, "");
                yield socket.isEmpty()
                        ? new Agent.Nowhere("the variable 'SSH_AUTH_SOCK' is not set or empty")
                        : listening(Path.of(socket).toAbsolutePath());
            }
            case AgentSource.AtSocket at -> listening(at.socket());
        };
    }

    /** An agent that has died leaves its socket behind. */
    private static Agent listening(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return new Agent.At(socket);
        } catch (IOException nobody) {
            return new Agent.Nowhere("nobody listens at " + socket + ": " + nobody.getMessage());
        }
    }
}
