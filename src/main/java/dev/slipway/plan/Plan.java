package dev.slipway.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run is going to do, image by image, in an order that respects every need. Prints as the {@code plan} command shows it. */
public record Plan(List<Decision> decisions) {
    public Plan {
        decisions = List.copyOf(decisions);
    }

    public Optional<Decision> of(String image) {
        return decisions.stream()
                .filter(decision -> decision.image().name().equals(image))
                .findFirst();
    }

    /** Whether nothing at all is to be done. */
    public boolean unchanged() {
        return decisions.stream().allMatch(decision -> decision.action() instanceof Action.Keep);
    }

    @Override
    public String toString() {
        int width = decisions.stream()
                .mapToInt(decision -> decision.image().name().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < decisions.size(); i++) {
            Decision decision = decisions.get(i);
            String name = decision.image().name();
            text.append('#').append(i + 1).append(' ').append(verb(decision.action()));
            text.append(name).append(" ".repeat(width - name.length() + 2));
            text.append(decision.cause().inWords()).append(needs(decision)).append('\n');
        }
        return text.toString();
    }

    private static String verb(Action action) {
        return switch (action) {
            case Action.Keep keep -> "keep   ";
            case Action.Build build -> "build  ";
            case Action.Prove prove -> "check  ";
            case Action.Await await -> "await  ";
        };
    }

    private String needs(Decision decision) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            if (decision.image().needs().contains(decisions.get(i).image().name())) {
                numbers.add("#" + (i + 1));
            }
        }
        return numbers.isEmpty() ? "" : "   needs " + String.join(", ", numbers);
    }
}
