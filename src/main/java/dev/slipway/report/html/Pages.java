package dev.slipway.report.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateException;
import gg.jte.output.WriterOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What pages have in common: the templates, the style, the scripts, and the policy that nothing else may run or be loaded. */
final class Pages {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), "dev.slipway.report.html");

    private Pages() {}

    /** What a page's head needs. {@code policy} allows the script by its hash alone. */
    record Head(String title, String style, String script, String policy) {
        static Head of(String title, String script, boolean served) {
            String code = resource("page.js") + resource(script);
            String policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + hash(code)
                    + "'; img-src data:; base-uri 'none'; form-action 'none'" + (served ? "; connect-src 'self'" : "");
            return new Head(title, resource("page.css"), code, policy);
        }
    }

    static void render(String template, Object view, Writer to) {
        try {
            TEMPLATES.render(template, view, new WriterOutput(to));
        } catch (TemplateException failed) {
            throw failed.getCause() instanceof UncheckedIOException disk ? disk : failed;
        }
    }

    private static String resource(String name) {
        try (InputStream stream = Pages.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks its own " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException("reading the program's own " + name, damaged);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
