package dev.slipway.yaml;

import dev.slipway.dotenv.EnvFile;
import dev.slipway.model.Param;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What whoever runs a pipeline gives it. What was set counts most, then env files, the later ones more, then the
 * environment. Values may be secrets, so that the text of this record holds none.
 *
 * @param sets what the command line sets, by name
 * @param environment the variables of the process
 */
public record Given(Map<String, String> sets, List<EnvFile> files, Map<String, String> environment) {
    public Given {
        sets = Map.copyOf(sets);
        files = List.copyOf(files);
        environment = Map.copyOf(environment);
    }

    /** Nothing but variables. */
    public static Given of(Map<String, String> environment) {
        return new Given(Map.of(), List.of(), environment);
    }

    /** A value, and who gives it, as in {@code what --set gives}. */
    record Gift(String value, String giver) {}

    /** What is given by this name. An empty variable of the environment is none, as where it is unset. */
    Optional<Gift> gift(String name) {
        String set = sets.get(name);
        if (set != null) {
            return Optional.of(new Gift(set, "--set"));
        }
        for (EnvFile file : files.reversed()) {
            EnvFile.Line line = file.lines().get(name);
            if (line != null) {
                return Optional.of(new Gift(line.value(), file.file() + ":" + line.number()));
            }
        }
        String variable = environment.getOrDefault(name, "");
        return variable.isEmpty()
                ? Optional.empty()
                : Optional.of(new Gift(variable, "the variable " + Quoted.of(name)));
    }

    /** What a name stands for that is no parameter: an empty variable is there. */
    Optional<String> plain(String name) {
        return gift(name).map(Gift::value).or(() -> Optional.ofNullable(environment.get(name)));
    }

    /** The environment with what the files say laid over it. */
    public Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(environment);
        files.forEach(file -> variables.putAll(file.values()));
        return variables;
    }

    /** The values of the secret ones among these parameters. An empty value is none. */
    public Map<String, String> secrets(List<Param> params) {
        Map<String, String> secrets = new LinkedHashMap<>();
        for (Param param : params) {
            if (param.secret()) {
                gift(param.name())
                        .map(Gift::value)
                        .filter(value -> !value.isEmpty())
                        .ifPresent(value -> secrets.put(param.name(), value));
            }
        }
        return secrets;
    }

    @Override
    public String toString() {
        return "Given[" + sets.size() + " set, " + files.size() + " files]";
    }
}
