package dev.slipway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;

/** A question to whoever sits at the terminal. */
final class Question {
    private Question() {}

    /** Silence is no. */
    static boolean agreed(Shell shell, String question) {
        shell.out().print(question);
        shell.out().flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        try {
            String answer = in.readLine();
            return answer != null && Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException hungUp) {
            return false;
        }
    }
}
