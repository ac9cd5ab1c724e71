package dev.slipway.doctor;

import dev.slipway.doctor.Finding.Fine;
import dev.slipway.doctor.Finding.Warning;
import dev.slipway.doctor.Observation.Area;
import dev.slipway.engine.StopSignal;
import dev.slipway.run.Home;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The engine that the front door starts where there is no other: is one there, and does it listen? */
record PrivateEngineLook(Home home) implements Examination {
    @Override
    public Area area() {
        return Area.SLIPWAY;
    }

    @Override
    public String subject() {
        return "private engine";
    }

    @Override
    public List<Observation> examine(StopSignal stop) {
        Path socket = home.folder().resolve("engine").resolve("docker.sock");
        if (!Files.exists(socket)) {
            return says(new Fine("not running"));
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return says(new Fine((channel.isConnected() ? "listens at " : "is at ") + socket));
        } catch (IOException | RuntimeException silent) {
            return says(new Warning(
                    "nobody listens at " + socket,
                    "Maybe it was killed: './manage.sh engine down', then './manage.sh engine up'."));
        }
    }
}
