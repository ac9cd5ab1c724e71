package dev.slipway.context;

import dev.slipway.engine.BuildFiles;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.ContextStream;
import dev.slipway.engine.Delivery;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folder of one build as its builder sees it: filtered, with the overlay laid over it. A tar walks the folder
 * anew each time it is written; deliveries of one run share scans, as {@link Contexts} says. Immutable; threads may share it.
 *
 * <p>The tar always holds the Dockerfile, as the builder reads it from there. When it should not be seen by COPY
 * (because it is ignored, or lies outside the folder and is sent as {@code .slipway.….Dockerfile}), the tar's
 * {@code .dockerignore} names it: the classic builder then removes both before the first step. BuildKit applies no
 * ignore file to a tar, so there a hidden Dockerfile stays visible to {@code COPY .}; of a delivery it sees no such thing.
 */
public final class BuildContext implements BuildFiles, ContextStream {
    private static final String IGNORE_FILE = ".dockerignore";

    private final Path root;
    private final IgnoreRules rules;
    private final Overlay overlay;
    private final DockerfilePlace dockerfile;
    private final Contexts contexts;
    private final StopSignal stop;

    private BuildContext(Subject subject, DockerfilePlace dockerfile, Contexts contexts, StopSignal stop) {
        this.root = subject.root();
        this.rules = subject.rules();
        this.overlay = subject.overlay();
        this.dockerfile = dockerfile;
        this.contexts = contexts;
        this.stop = stop;
    }

    /**
     * Reads the ignore rules, and no more of the context yet. What is delivered of it comes under a key of its own each
     * time; {@link Contexts} open contexts that engines may remember.
     *
     * @param dockerfile relative to the folder; it may lie outside
     * @param overlay from a path in the context to the file of the context that stands there for this build
     * @throws ContextException when the folder, the Dockerfile or an overlaid file is missing or a pattern is wrong
     */
    public static BuildContext open(Path folder, String dockerfile, Map<String, String> overlay) throws IOException {
        return Contexts.forgetful().open(folder, dockerfile, overlay, new StopSignal());
    }

    static BuildContext open(
            Path folder, String dockerfile, Map<String, String> overlay, Contexts contexts, StopSignal stop)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ContextException(
                    ContextException.Fault.FOLDER, "opening the build context: there is no folder " + folder + ".");
        }
        Path root = folder.toRealPath();
        Overlay layers = Overlay.of(root, overlay);
        DockerfilePlace place = DockerfilePlace.find(root, dockerfile, layers);
        IgnoreRules rules = IgnoreRules.forDockerfile(folder, dockerfile, layers);
        if (!rules.problems().isEmpty()) {
            throw new ContextException(rules.problems().get(0));
        }
        return new BuildContext(new Subject(root, rules, layers), place, contexts, stop);
    }

    /** Where the builder finds the Dockerfile in the tar. */
    public String dockerfile() {
        return dockerfile.name();
    }

    /** The Dockerfile's path as it was asked for. */
    String dockerfileAsked() {
        return dockerfile.asked();
    }

    /** The file whose bytes are the Dockerfile. */
    public Path dockerfileSource() {
        return dockerfile.source();
    }

    public IgnoreRules rules() {
        return rules;
    }

    /** The folder, with its own links resolved. */
    public Path folder() {
        return root;
    }

    /** Shows all that COPY can see, without holding it in memory. */
    public void walk(ContextVisitor visitor) throws IOException {
        new ContextWalker(root, rules, overlay).walk(visitor);
    }

    /** All that COPY can see. Grows with the number of files, not with their size. */
    public List<ContextEntry> entries() throws IOException {
        List<ContextEntry> entries = new ArrayList<>();
        walk(entries::add);
        return entries;
    }

    /** The tar that either builder can work with. */
    @Override
    public long writeTo(OutputStream out) throws IOException {
        return write(out, hidden());
    }

    @Override
    public Delivery deliver(BuildRequest.Freshness freshness) throws IOException {
        return contexts.deliver(this, freshness);
    }

    /** What the engine is told to ignore. */
    String ignoreText() {
        return IgnoreText.of(rules, overlay);
    }

    DockerfileTree dockerfileTree() throws IOException {
        return DockerfileTree.of(dockerfile, ignoreText());
    }

    Subject subject() {
        return new Subject(root, rules, overlay);
    }

    /** Raised when nobody waits any more for what is read of this context. */
    StopSignal stop() {
        return stop;
    }

    @Override
    public ContextStream tarFor(EngineInfo.Builder builder) {
        return switch (builder) {
            case CLASSIC -> this;
            case BUILDKIT -> out -> write(out, Set.of());
        };
    }

    private long write(OutputStream out, Set<String> hidden) throws IOException {
        Overlay files = dockerfileHidden() ? overlay.with(dockerfile.name(), dockerfile.source()) : overlay;
        ContextTar tar = new ContextTar(out);
        new ContextWalker(root, rules, files).walk(entry -> {
            if (hidden.isEmpty() || !entry.path().equals(IGNORE_FILE)) {
                tar.add(entry);
            }
        });
        if (!hidden.isEmpty()) {
            tar.add(IGNORE_FILE, ignoreFileHiding(hidden));
        }
        return tar.finish();
    }

    private boolean dockerfileHidden() {
        return dockerfile.outside() || (overlay.at(dockerfile.name()).isEmpty() && rules.ignores(dockerfile.name()));
    }

    /** Files that are in the tar only because the builder reads them. */
    private Set<String> hidden() throws IOException {
        Set<String> hidden = new TreeSet<>();
        if (dockerfileHidden()) {
            hidden.add(dockerfile.name());
            if (!ignoreFileKept()) {
                hidden.add(IGNORE_FILE);
            }
        }
        return hidden;
    }

    private boolean ignoreFileKept() {
        return overlay.at(IGNORE_FILE).isPresent()
                || (Files.isRegularFile(root.resolve(IGNORE_FILE)) && !rules.ignores(IGNORE_FILE));
    }

    /** The context's own ignore file, if COPY sees it, and a line for each file to hide that it does not name. */
    private byte[] ignoreFileHiding(Set<String> hidden) throws IOException {
        StringBuilder text = new StringBuilder();
        if (ignoreFileKept()) {
            Path own = overlay.at(IGNORE_FILE).orElse(root.resolve(IGNORE_FILE));
            text.append(new String(Files.readAllBytes(own), StandardCharsets.UTF_8));
        }
        IgnoreRules said = IgnoreRules.parse(text.toString(), IGNORE_FILE);
        for (String path : hidden) {
            if (!said.ignores(path)) {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == '\n' ? "" : "\n");
                text.append('/')
                        .append(path.replaceAll("[\\\\*?\\[]", "\\\\$0"))
                        .append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
