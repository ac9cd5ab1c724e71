package dev.slipway.engine.docker.build;

import dev.slipway.engine.StopSignal;
import dev.slipway.engine.buildkit.Carrier;
import dev.slipway.engine.buildkit.Duplex;
import dev.slipway.engine.buildkit.SessionHead;
import dev.slipway.engine.docker.wire.Handover;
import dev.slipway.engine.docker.wire.Header;
import java.io.IOException;
import java.util.List;

/** A session on a connection that the engine hands over for {@code POST /session}: engines up to 29, deprecated since 29.2. */
public record SessionUpgrade(Handover handover) implements Carrier {
    @Override
    public Duplex open(SessionHead head, StopSignal stop) throws IOException {
        List<Header> headers = head.lines().stream()
                .map(line -> new Header(line.getKey(), line.getValue()))
                .toList();
        return handover.upgrade("/session", headers, stop);
    }
}
