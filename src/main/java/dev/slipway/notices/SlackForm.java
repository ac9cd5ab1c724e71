package dev.slipway.notices;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A notice as Slack's incoming webhooks take it, and chats that follow them. The limits are Slack's own for blocks: 150
 * characters of a header, 3,000 of a section (Block Kit reference). {@code text} is what shows where blocks do not.
 */
final class SlackForm {
    private static final int HEADER = 150;
    private static final int SECTION = 3_000;
    private static final String FENCE = "```";
    private static final String MORE = "…";

    private SlackForm() {}

    static ObjectNode of(Notice notice) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("text", escaped(notice.headline()));
        ArrayNode blocks = message.putArray("blocks");
        ObjectNode header = blocks.addObject().put("type", "header");
        header.putObject("text")
                .put("type", "plain_text")
                .put("text", Plain.line(notice.headline(), HEADER))
                .put("emoji", false);
        if (notice.lines().stream().anyMatch(line -> !line.isBlank())) {
            markdown(blocks.addObject().put("type", "section").putObject("text"), story(notice.lines()));
        }
        ObjectNode context = blocks.addObject().put("type", "context");
        markdown(
                context.putArray("elements").addObject(),
                escaped(String.join(
                        " · ",
                        List.of(notice.pipeline(), notice.kind(), notice.subject(), notice.run()).stream()
                                .filter(part -> !part.isEmpty())
                                .toList())));
        return message;
    }

    private static void markdown(ObjectNode text, String content) {
        text.put("type", "mrkdwn").put("text", content);
    }

    /** As it is, in a fixed width; whole lines as long as there is room. */
    private static String story(List<String> lines) {
        StringBuilder story = new StringBuilder(FENCE).append('\n');
        int room = SECTION - 2 * FENCE.length() - MORE.length() - 2;
        for (String line : lines) {
            String shown = escaped(line.replace(FENCE, "'''"));
            room -= shown.length() + 1;
            if (room < 0) {
                story.append(MORE).append('\n');
                break;
            }
            story.append(shown).append('\n');
        }
        return story.append(FENCE).toString();
    }

    /** These three are all that Slack wants escaped. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
