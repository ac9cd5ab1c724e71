package dev.slipway.engine.docker.build;

import dev.slipway.engine.RegistryLogins;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.buildkit.Carrier;
import dev.slipway.engine.buildkit.NotOffered;
import dev.slipway.engine.buildkit.Session;
import java.io.IOException;
import java.util.List;

/** Opens sessions by the first of the carriers that the engine offers. */
public record Sessions(List<Carrier> carriers, RegistryLogins logins) {
    public Sessions {
        carriers = List.copyOf(carriers);
    }

    /**
     * @throws NotOffered when the engine offers none, with what it said to each
     * @throws IOException when a conversation broke off or was stopped
     */
    Session open(Session.Offer offer, StopSignal stop) throws IOException {
        StringBuilder answers = new StringBuilder();
        for (Carrier carrier : carriers) {
            try {
                return Session.open(carrier, offer, stop);
            } catch (NotOffered another) {
                answers.append(answers.isEmpty() ? "" : "; ").append(another.getMessage());
            }
        }
        throw new NotOffered(answers.toString());
    }
}
