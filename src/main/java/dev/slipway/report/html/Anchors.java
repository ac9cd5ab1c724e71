package dev.slipway.report.html;

import dev.slipway.journal.AttemptStory;
import dev.slipway.journal.ImageStory;
import dev.slipway.journal.StackStory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names that a link can point to, the same on every page of the same run: {@code backend}, {@code backend-full-1}, {@code
 * stack-1}. Of names that would be alike the later ones get a number. One thread at a time.
 */
final class Anchors {
    private final Map<String, String> given = new HashMap<>();
    private final Set<String> taken = new HashSet<>(Set.of(
            "main",
            "verdict",
            "timeline",
            "images",
            "checks",
            "bases",
            "tags",
            "notices",
            "source",
            "live",
            "troubles"));

    String image(ImageStory image) {
        return of("image/" + image.name(), image.name());
    }

    String attempt(AttemptStory attempt) {
        var start = attempt.start();
        return of(start.span(), start.image() + "-" + start.variant() + "-" + start.number());
    }

    String check(StackStory check) {
        return of(check.start().span(), check.start().span());
    }

    private String of(String span, String wished) {
        return given.computeIfAbsent(span, unknown -> free(plain(wished)));
    }

    private String free(String wished) {
        String name = wished;
        for (int number = 2; !taken.add(name); number++) {
            name = wished + "_" + number;
        }
        return name;
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 80); i++) {
            char letter = text.charAt(i);
            boolean usual = (letter >= 'a' && letter <= 'z')
                    || (letter >= 'A' && letter <= 'Z')
                    || (letter >= '0' && letter <= '9')
                    || letter == '_';
            plain.append(usual ? letter : '-');
        }
        return plain.isEmpty() ? "it" : plain.toString();
    }
}
