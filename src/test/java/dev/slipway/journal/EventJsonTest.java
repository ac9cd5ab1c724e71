package dev.slipway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.RunEvent;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever an event of any kind holds, its line holds too. */
class EventJsonTest {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "plain",
            "two\nlines\r\n",
            "\u001b[31mred",
            "\"quoted\\\"",
            "日本語 🚢",
            "\u2028\u0000",
            "a".repeat(5000));

    @Property(tries = 2000)
    void everyEventComesBackFromItsLine(@ForAll("events") RunEvent event) throws Exception {
        String line = EventJson.write(event);
        assertThat(line).startsWith("{\"event\":\"").doesNotContain("\n", "\r", "\u001b");
        assertThat(EventJson.read(line)).contains(event);
    }

    @Provide
    Arbitrary<RunEvent> events() {
        List<Class<?>> kinds = new ArrayList<>();
        collect(RunEvent.class, kinds);
        return Arbitraries.of(kinds).flatMap(kind -> Arbitraries.randomValue(random -> (RunEvent) made(kind, random)));
    }

    private static void collect(Class<?> family, List<Class<?>> kinds) {
        for (Class<?> kind : family.getPermittedSubclasses()) {
            if (kind.isSealed()) {
                collect(kind, kinds);
            } else {
                kinds.add(kind);
            }
        }
    }

    private static Object made(Class<?> kind, Random random) {
        Constructor<?> constructor = kind.getDeclaredConstructors()[0];
        AnnotatedType[] types = constructor.getAnnotatedParameterTypes();
        @Nullable Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            boolean absent = types[i].isAnnotationPresent(Nullable.class) && random.nextBoolean();
            values[i] = absent ? null : value(types[i].getType(), random);
        }
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("making a " + kind.getSimpleName(), impossible);
        }
    }

    private static Object value(Type type, Random random) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            List<Object> list = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                list.add(value(generic.getActualTypeArguments()[0], random));
            }
            return list;
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                map.put("key" + i, value(generic.getActualTypeArguments()[1], random));
            }
            return map;
        }
        if (type == String.class) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        }
        if (type == int.class) {
            return random.nextInt();
        }
        if (type == long.class) {
            return random.nextLong();
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == Instant.class) {
            return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
        }
        if (type == Duration.class) {
            return Duration.ofMillis(random.nextInt());
        }
        Class<?> other = (Class<?>) type;
        return other.isEnum()
                ? other.getEnumConstants()[random.nextInt(other.getEnumConstants().length)]
                : made(other, random);
    }
}
