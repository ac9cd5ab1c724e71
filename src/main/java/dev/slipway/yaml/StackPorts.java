package dev.slipway.yaml;

import dev.slipway.model.Check;
import dev.slipway.model.HttpCall;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.StackCheck;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the ports that stack steps leave out: an image that is checked over HTTP has said its port already. */
final class StackPorts {
    private final List<ImageSpec> images;
    private final List<ServiceSpec> services;
    private final Problems problems;

    StackPorts(List<ImageSpec> images, List<ServiceSpec> services, Problems problems) {
        this.images = images;
        this.services = services;
        this.problems = problems;
    }

    List<StackCheck> found(List<StackCheck> stack) {
        return IntStream.range(0, stack.size())
                .mapToObj(index -> found("stack[" + index + "]", stack.get(index)))
                .toList();
    }

    private StackCheck found(String where, StackCheck stack) {
        List<StackCheck.Step> steps =
                stack.steps().stream().map(step -> found(where, step)).toList();
        return new StackCheck(stack.name(), stack.start(), stack.env(), steps, stack.origin());
    }

    private StackCheck.Step found(String where, StackCheck.Step step) {
        if (!(step.check() instanceof Check.Http http) || http.call().port() != HttpSection.UNKNOWN_PORT) {
            return step;
        }
        Optional<Integer> port = port(step.to());
        if (port.isEmpty()) {
            problems.add(
                    http.origin(),
                    where,
                    "the key 'port' is missing, and '" + step.to() + "' has no http check to take it from",
                    "Maybe 'port: 8000'?");
            return step;
        }
        HttpCall asked = http.call();
        HttpCall call = new HttpCall(
                asked.method(),
                port.get(),
                asked.path(),
                asked.headers(),
                asked.body().orElse(null));
        return new StackCheck.Step(step.to(), new Check.Http(call, http.answer(), http.within(), http.origin()));
    }

    private Optional<Integer> port(String name) {
        Stream<Check> ofImage = images.stream()
                .filter(image -> image.name().equals(name))
                .flatMap(image -> image.preferred().proof().checks().stream());
        Stream<Check> ofService = services.stream()
                .filter(service -> service.name().equals(name))
                .flatMap(service -> service.ready().stream());
        return Stream.concat(ofImage, ofService)
                .filter(Check.Http.class::isInstance)
                .map(Check.Http.class::cast)
                .map(http -> http.call().port())
                .findFirst();
    }
}
