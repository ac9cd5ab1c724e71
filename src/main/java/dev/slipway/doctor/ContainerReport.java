package dev.slipway.doctor;

import dev.slipway.doctor.Finding.Broken;
import dev.slipway.doctor.Finding.Fine;
import dev.slipway.doctor.Finding.Skipped;
import dev.slipway.doctor.Finding.Warning;
import dev.slipway.doctor.Observation.Area;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of {@code ask.sh} mean.
 *
 * @param ended whether it came to its end; if not, whoever has no answer yet would not have given one soon
 * @param here how an address looks from this machine, asked only about what fails inside
 */
record ContainerReport(String image, List<String> lines, boolean ended, Function<String, Here> here) {
    private static final String NAME_SERVER =
            "Maybe give the engine a name server that containers reach (\"dns\" in its daemon.json).";

    /** What is known of one index. */
    private record Index(String tool, String url) {
        String host() {
            return url.substring(url.indexOf("://") + 3);
        }
    }

    /** One answer of the script: {@code ok}, {@code fail} or {@code tls}, and words. */
    private record Answer(String verdict, String words) {}

    List<Observation> observations() {
        List<Index> indexes = new ArrayList<>();
        Map<String, Answer> names = new LinkedHashMap<>();
        Map<String, Answer> gets = new LinkedHashMap<>();
        for (String line : lines) {
            String[] words = line.strip().split(" ", 4);
            if (words.length == 3 && words[0].equals("index")) {
                indexes.add(new Index(words[1], words[2]));
            } else if (words.length == 4 && words[0].equals("dns")) {
                names.put(words[1], new Answer(words[2], words[3]));
            } else if (words.length == 4 && words[0].equals("get")) {
                gets.put(words[1], new Answer(words[2], words[3]));
            }
        }
        if (indexes.isEmpty()) {
            return List.of(line(
                    ended
                            ? new Skipped("none of its tools has an index to ask")
                            : new Warning("a container said nothing in time", "Maybe the machine is very busy.")));
        }
        return indexes.stream()
                .map(index -> line(finding(index, names.get(index.host()), gets.get(index.host()))))
                .toList();
    }

    private Observation line(Finding finding) {
        return new Observation(Area.CONTAINERS, image, finding);
    }

    /** Whoever was cut off has said nothing about the network: what fails there, fails sooner than that. */
    private Finding finding(Index index, @Nullable Answer name, @Nullable Answer get) {
        String what = index.tool() + "'s index " + index.url();
        if (name == null) {
            return unknown(what);
        }
        if (!name.verdict().equals("ok")) {
            String seen = what + " cannot be resolved (" + name.words() + ")";
            return here.apply(index.url()).resolves()
                    ? new Broken(seen + ", though it can be here", NAME_SERVER)
                    : new Broken(
                            seen + ", nor can it be here",
                            "Maybe there is no network, or a proxy is needed (HTTPS_PROXY), or another index is meant.");
        }
        if (get == null) {
            return ended
                    ? new Fine(what + " resolves; nothing in the image could ask it")
                    : unknown(what + " resolves, and");
        }
        return switch (get.verdict()) {
            case "ok" -> new Fine(what + " answers " + get.words());
            case "tls" -> untrusted(index, what, get.words());
            case String other ->
                new Broken(
                        what + " does not answer (" + get.words() + ")",
                        "Maybe a firewall is between, or a proxy is needed: args: {HTTPS_PROXY: …} of the image.");
        };
    }

    private static Finding unknown(String what) {
        return new Warning(what + " was not asked in time", "Maybe the machine is very busy: look again later.");
    }

    /** Somebody between re-signs the traffic, or the image knows too few authorities. */
    private Finding untrusted(Index index, String what, String words) {
        Here seen = here.apply(index.url());
        String issuer = seen.issuer().isEmpty() ? "" : "; here its certificate comes from " + seen.issuer();
        String trust = seen.trusted() ? ", which this machine trusts" : "";
        return new Broken(
                what + " shows a certificate that the image does not trust (" + words + ")" + issuer + trust,
                "Maybe mount the company's authority into the steps that need it: docs/pipeline-format.md, 'A private"
                        + " package index, and a company's certificate authority'.");
    }
}
