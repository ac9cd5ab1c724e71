package dev.slipway.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run asks of a container engine.
 *
 * <p>Threads: every method may be called from any thread, several at once. Every call is bounded: short ones by the
 * adapter's own limit, long ones (pull, build, run, exec, follow) by the {@link StopSignal} that they are given, and
 * they return or throw soon after it is raised, having cancelled the work on the engine first.
 *
 * <p>Errors: a broken or refusing engine is an {@link EngineException}. What the thing under test said (an exit code, a
 * failing build step) is a value. Removing what is no longer there is a success.
 *
 * <p>Ownership: everything created through this port carries the labels it is given, so that {@link #owned} can find
 * what a dead run left behind.
 */
public interface Engine extends AutoCloseable {
    EngineInfo info();

    Optional<ImageFacts> image(String reference);

    /** What an image is made of, the lowest first. */
    List<ImageLayer> layers(String image);

    /** All images that carry this label (with this value, unless it is empty), each with all of its tags. */
    List<ImageFacts> imagesLabelled(String label, String value);

    /** Fetches an image; what it reports on the way goes to {@code progress}. */
    void pull(String reference, OutputSink progress, StopSignal stop);

    /**
     * Builds an image. Failing steps, mistakes in the Dockerfile and a context that cannot be read are a {@link
     * BuildOutcome.Failed}; a broken conversation and a refused request are an exception.
     */
    BuildOutcome build(BuildRequest request, BuildListener listener, StopSignal stop);

    void tag(String image, String reference);

    /** Takes a name from an image; the image goes with its last name. A name that is not there is a success. */
    void removeImage(String reference);

    /** @return the container's id */
    String createContainer(ContainerSpec spec);

    void start(String container);

    ContainerState inspect(String container);

    /** Waits until the container has ended. */
    ContainerState await(String container, StopSignal stop);

    /** From now on the engine starts the container again when it ends, and when the engine itself does, until it is stopped. */
    void keepRunning(String container);

    /** TERM, then KILL once {@code grace} is over. A container that has ended is a success. */
    void stop(String container, Duration grace);

    /**
     * Runs a command in a running container until it ends. Output is handed on as it comes.
     *
     * <p>A raised signal ends the call, not the command: engines cannot kill one. Whoever stops a command removes its
     * container.
     *
     * @throws EngineException CONFLICT when the container is not running
     */
    ExecOutcome exec(
            String container, List<String> command, Map<String, String> env, OutputSink output, StopSignal stop);

    /** The log so far, both streams in order, no more than the last {@code lines}. */
    List<String> logTail(String container, int lines);

    /** Hands on the log from its beginning until the container ends or {@code stop} is raised; a raised stop is a normal end. */
    void followLog(String container, OutputSink output, StopSignal stop);

    /** Hands on a part of the log with its times; ends as {@link #followLog} does, or with the part where it is not followed. */
    void readLog(String container, LogSection section, TimedSink output, StopSignal stop);

    /**
     * The file at a path of a container, running or not, or all in the folder there; none when nothing is there. Links in
     * the path are followed, one at its end is told as such.
     *
     * @param most bytes that are read in all, at most 2 GB; what follows the first file that is not read whole is left out
     */
    List<ContainerFile> files(String container, String path, long most, StopSignal stop);

    /** The most bytes of memory that a running container ever held; empty where the engine does not know. */
    OptionalLong peakMemory(String container);

    /**
     * A new image from a container's file system. The configuration (user, entrypoint, command, environment, health
     * check, labels) is that of {@code configurationOf}, not of the container; {@code labels} are added. Engines cannot
     * take labels away: those that only the container has are there with an empty value.
     *
     * @return the new image's id
     */
    String commit(String container, String configurationOf, Map<String, String> labels);

    /** Removes a container with its anonymous volumes, running or not. */
    void removeContainer(String container);

    /** @return the network's id; {@code internal} networks have no way out */
    String createNetwork(String name, boolean internal, Map<String, String> labels);

    void removeNetwork(String network);

    void createVolume(String name, Map<String, String> labels);

    void removeVolume(String name);

    /** Containers, networks and volumes that carry the label, running or not. */
    List<OwnedObject> owned(String label);

    /** The ports that running containers hold on the engine's host, whoever made them. */
    List<OpenPort> openPorts();

    /** What no run needs: the machine it stands on, the room it takes. */
    Housekeeping housekeeping();

    @Override
    void close();
}
