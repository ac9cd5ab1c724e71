package dev.slipway.diagnose;

/**
 * How much a verdict may be relied on. It follows from what matched, and from nothing else:
 *
 * <table>
 * <caption>By the rule's rank and where its lines stand</caption>
 * <tr><th>rank</th><th>the failing step's own lines</th><th>a text whose steps cannot be told apart</th></tr>
 * <tr><td>verdict to cause</td><td>high</td><td>medium</td></tr>
 * <tr><td>failure</td><td>medium</td><td>medium</td></tr>
 * <tr><td>symptom</td><td>medium</td><td>low</td></tr>
 * <tr><td>echo, or no rule</td><td>low</td><td>low</td></tr>
 * </table>
 */
public enum Confidence {
    HIGH,
    MEDIUM,
    LOW;

    static Confidence of(Rank rank, boolean own) {
        return switch (rank) {
            case VERDICT, RESOURCE, REMOTE, CAUSE -> own ? HIGH : MEDIUM;
            case FAILURE -> MEDIUM;
            case SYMPTOM -> own ? MEDIUM : LOW;
            case ECHO -> LOW;
        };
    }
}
