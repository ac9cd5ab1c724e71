package dev.slipway.nightly.timer;

import dev.slipway.nightly.timer.Programs.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * systemd: the machine's for root, the user's own for everybody else. {@code running} is the folder that is there where systemd
 * runs the machine; {@code system} says whose. {@code zone} is the name of the time zone that times are of, empty for the
 * machine's own, which is the one that systemd goes by.
 */
public record Systemd(Path running, Path units, boolean system, String zone) implements Timer {
    private static final Path LOCAL_TIME = Path.of("/etc/localtime");
    private static final String ZONES = "/zoneinfo/";

    /** As this process would use it. */
    public static Systemd here(Map<String, String> environment) {
        boolean root = "root".equals(System.getProperty("user.name"));
        String home = System.getProperty("user.home", ".");
        String configuration = environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config");
        return new Systemd(
                Path.of("/run/systemd/system"),
                root ? Path.of("/etc/systemd/system") : Path.of(configuration, "systemd", "user"),
                root,
                environment.getOrDefault("TZ", "").isEmpty()
                        ? ""
                        : foreign(ZoneId.systemDefault().getId(), LOCAL_TIME));
    }

    /** The zone, unless it is the one that the link of the machine points to. */
    static String foreign(String zone, Path localTime) {
        try {
            String own = Files.readSymbolicLink(localTime).toString();
            return own.endsWith(ZONES + zone) ? "" : zone;
        } catch (IOException | UnsupportedOperationException noLink) {
            return zone;
        }
    }

    @Override
    public String name() {
        return system ? "systemd" : "systemd of this user";
    }

    @Override
    public Optional<String> unusable() {
        if (!Files.isDirectory(running)) {
            return Optional.of("systemd does not run this machine");
        }
        if (!zone.isEmpty() && !ZoneId.getAvailableZoneIds().contains(zone)) {
            return Optional.of("it knows no time zone '" + zone + "', which TZ stands for");
        }
        Answer answer = Programs.ask(systemctl("show-environment"), "");
        return answer.good() ? Optional.empty() : Optional.of(Programs.trouble(systemctl("show-environment"), answer));
    }

    private List<String> systemctl(String... words) {
        List<String> all = new ArrayList<>(List.of("systemctl"));
        if (!system) {
            all.add("--user");
        }
        all.addAll(List.of(words));
        return all;
    }

    private Path service(Errand errand) {
        return units.resolve(new SystemdUnits(errand, zone).name() + ".service");
    }

    private Path timer(Errand errand) {
        return units.resolve(new SystemdUnits(errand, zone).name() + ".timer");
    }

    private String timerName(Errand errand) {
        return new SystemdUnits(errand, zone).name() + ".timer";
    }

    @Override
    public List<Piece> shown(Errand errand) {
        SystemdUnits texts = new SystemdUnits(errand, zone);
        List<Piece> pieces = new ArrayList<>(List.of(
                Timer.file(service(errand), texts.service()),
                Timer.file(timer(errand), texts.timer()),
                new Piece(String.join(" ", systemctl("daemon-reload")), ""),
                new Piece(String.join(" ", systemctl("enable", "--now", timerName(errand))), "")));
        if (!system) {
            pieces.add(new Piece(
                    "Maybe also 'loginctl enable-linger': without it nights are run only while you are logged in", ""));
        }
        return pieces;
    }

    @Override
    public boolean has(Errand errand) {
        return Files.exists(timer(errand));
    }

    @Override
    public Optional<String> install(Errand errand) {
        SystemdUnits texts = new SystemdUnits(errand, zone);
        try {
            Files.createDirectories(units);
            Files.writeString(service(errand), texts.service());
            Files.writeString(timer(errand), texts.timer());
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write the units into " + units, unwritable);
        }
        Optional<String> reloaded = done(systemctl("daemon-reload"));
        return reloaded.isPresent() ? reloaded : done(systemctl("enable", "--now", timerName(errand)));
    }

    @Override
    public Optional<String> uninstall(Errand errand) {
        if (!has(errand) && !Files.exists(service(errand))) {
            return Optional.empty();
        }
        Optional<String> disabled = done(systemctl("disable", "--now", timerName(errand)));
        try {
            Files.deleteIfExists(timer(errand));
            Files.deleteIfExists(service(errand));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot remove the units from " + units, unwritable);
        }
        Optional<String> reloaded = done(systemctl("daemon-reload"));
        return disabled.isPresent() ? disabled : reloaded;
    }

    private static Optional<String> done(List<String> words) {
        Answer answer = Programs.ask(words, "");
        return answer.good() ? Optional.empty() : Optional.of(Programs.trouble(words, answer));
    }
}
