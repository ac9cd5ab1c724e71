package dev.slipway.engine.docker.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The border: turns whatever went wrong below it into an {@link EngineException} that says what was being done. */
public final class Refusals {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Refusals() {}

    public static <T> T during(String operation, Supplier<T> work) {
        try {
            return work.get();
        } catch (EngineException known) {
            throw known.kind() == Kind.TIMEOUT || known.kind() == Kind.STOPPED
                    ? new EngineException(known.kind(), operation, known.answer(), known)
                    : known;
        } catch (RuntimeException failed) {
            throw translate(operation, failed);
        }
    }

    public static void doing(String operation, Runnable work) {
        during(operation, () -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    private static EngineException translate(String operation, RuntimeException failed) {
        if (failed instanceof DockerException refused) {
            return new EngineException(
                    kind(refused.getHttpStatus()), operation, message(refused.getMessage()), refused);
        }
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException) {
                return new EngineException(
                        Kind.FAILED, operation, "an answer that makes no sense: " + reason(cause), failed);
            }
            if (cause instanceof IOException broken) {
                return unreachable(operation, broken);
            }
        }
        return new EngineException(Kind.FAILED, operation, reason(failed), failed);
    }

    public static EngineException unreachable(String operation, IOException broken) {
        return new EngineException(Kind.UNREACHABLE, operation, reason(broken), broken);
    }

    /** What an answer with an error status means. */
    public static EngineException refusal(String operation, int status, String body) {
        return new EngineException(kind(status), operation, message(body));
    }

    static Kind kind(int status) {
        return switch (status) {
            case 404 -> Kind.NOT_FOUND;
            case 409 -> Kind.CONFLICT;
            case 501 -> Kind.UNSUPPORTED;
            default -> status >= 400 && status < 500 ? Kind.REFUSED : Kind.FAILED;
        };
    }

    /** The engine's own words out of {@code Status 404: {"message":"…"}}, or the whole where they cannot be found. */
    public static String message(@Nullable String answer) {
        if (answer == null || answer.isBlank()) {
            return "no reason given";
        }
        int brace = answer.indexOf('{');
        if (brace >= 0) {
            try {
                JsonNode message = JSON.readTree(answer.substring(brace)).path("message");
                if (message.isTextual()) {
                    return message.textValue().strip();
                }
            } catch (JsonProcessingException notJson) {
                return answer.strip();
            }
        }
        return answer.strip();
    }

    private static String reason(Throwable failed) {
        String message = failed.getMessage();
        return message == null || message.isBlank() ? failed.getClass().getSimpleName() : message;
    }
}
