package dev.slipway.preflight.base;

import dev.slipway.knowledge.Distribution;
import dev.slipway.knowledge.Knowledge;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image as a Dockerfile names it. What an answer leaves open is not known; nothing is guessed of images other than
 * the well-known ones.
 */
public record Base(String repository, String tag, String digest) {
    private static final Pattern RELEASE = Pattern.compile("^(\\d+\\.\\d+)(?![0-9])");
    private static final Pattern MAJOR = Pattern.compile("^(\\d+)(?![0-9])");
    private static final Set<String> BUILDPACK = Set.of("python", "node", "ruby", "golang", "rust");
    private static final Set<String> BARE = Set.of("debian", "ubuntu", "alpine");
    /** In the ones that are neither slim nor Alpine. */
    private static final Set<String> BUILDPACK_TOOLS =
            Set.of("curl", "wget", "git", "gcc", "g++", "make", "pg_config", "mysql_config");

    /** As written in FROM: registry, repository, tag and digest. The default registry is left out. */
    public static Base parse(String reference) {
        int at = reference.indexOf('@');
        String digest = at < 0 ? "" : reference.substring(at + 1);
        String name = at < 0 ? reference : reference.substring(0, at);
        int colon = name.lastIndexOf(':');
        boolean tagged = colon > name.lastIndexOf('/');
        String repository = tagged ? name.substring(0, colon) : name;
        for (String prefix :
                new String[] {"docker.io/library/", "index.docker.io/library/", "library/", "docker.io/"}) {
            if (repository.startsWith(prefix)) {
                repository = repository.substring(prefix.length());
                break;
            }
        }
        return new Base(repository, tagged ? name.substring(colon + 1) : "", digest);
    }

    /** One of the images whose inside is known by their name. */
    public boolean wellKnown() {
        return BUILDPACK.contains(repository) || BARE.contains(repository);
    }

    public boolean alpine() {
        return repository.equals("alpine") || (BUILDPACK.contains(repository) && tag.contains("alpine"));
    }

    public boolean slim() {
        return BUILDPACK.contains(repository) && tag.contains("slim");
    }

    public Optional<Distribution> distribution() {
        return Knowledge.baseImages().distributionOf(tag.isEmpty() ? repository : repository + ":" + tag);
    }

    /** The Python that a python image of a given release brings, such as 3.12. */
    public Optional<String> python() {
        return repository.equals("python") ? first(RELEASE) : Optional.empty();
    }

    /** The major release of a node image. */
    public Optional<Integer> node() {
        return repository.equals("node") ? first(MAJOR).map(Integer::valueOf) : Optional.empty();
    }

    private Optional<String> first(Pattern pattern) {
        Matcher matcher = pattern.matcher(tag);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Ubuntu 14.04 is the last one that was published with its package lists. */
    public boolean hasPackageLists() {
        return repository.equals("ubuntu") && tag.matches("(14\\.04|trusty).*");
    }

    /** The slim images of Node 7 and older were made from another base, with curl and wget in it. */
    private boolean olderThanItsKind() {
        return node().filter(major -> major < 8).isPresent();
    }

    /** Whether a tool is there before anything is installed. */
    public Optional<Boolean> has(String tool) {
        if (slim() && olderThanItsKind()) {
            return Optional.empty();
        }
        if (BARE.contains(repository) || slim() || alpine()) {
            return Optional.of(alpine() && tool.equals("wget"));
        }
        if (BUILDPACK.contains(repository)) {
            return BUILDPACK_TOOLS.contains(tool) ? Optional.of(true) : Optional.empty();
        }
        return Optional.empty();
    }
}
