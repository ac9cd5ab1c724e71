package dev.slipway.drift;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import dev.slipway.drift.Suspect.Kind;
import dev.slipway.knowledge.Knowledge;
import dev.slipway.past.Bill;
import dev.slipway.run.Inventory.InstalledPackage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Two bills held against each other; what is unknown on either side is no difference. Always in the same order. */
final class Differences {
    private static final int SHORT_ID = 12;

    private Differences() {}

    static List<Difference> between(Bill good, Bill now) {
        List<Difference> all = new ArrayList<>();
        if (good.variant().equals(now.variant())) {
            all.addAll(packages(good.packages(), now.packages()));
            all.addAll(bases(good, now));
            all.addAll(inputs(good.inputs(), now.inputs()));
        } else {
            all.add(Difference.of(Kind.PIPELINE, "variant", good.variant(), now.variant()));
        }
        add(
                all,
                Kind.SLIPWAY,
                "Slipway",
                good.provenance().slipway(),
                now.provenance().slipway());
        add(all, Kind.ENGINE, "engine", engine(good.engine()), engine(now.engine()));
        return all;
    }

    private static void add(List<Difference> all, Kind kind, String what, String before, String now) {
        if (!before.isEmpty() && !now.isEmpty() && !before.equals(now)) {
            all.add(Difference.of(kind, what, before, now));
        }
    }

    /** Where it listens is no part of what it is. */
    private static String engine(String told) {
        int where = told.lastIndexOf(" at ");
        return where < 0 ? told : told.substring(0, where);
    }

    private static List<Difference> packages(List<InstalledPackage> before, List<InstalledPackage> now) {
        Map<String, ? extends Map<String, String>> one = byManager(before);
        Map<String, ? extends Map<String, String>> other = byManager(now);
        List<Difference> all = new ArrayList<>();
        one.forEach((manager, was) -> {
            // A manager of which one side tells nothing may not have been asked there.
            Map<String, String> is =
                    Optional.<Map<String, String>>ofNullable(other.get(manager)).orElse(Map.of());
            if (!is.isEmpty()) {
                compare(
                        was,
                        is,
                        (name, version, newer) -> all.add(
                                new Difference(Kind.PACKAGE, manager, name, version, newer, names(manager, name))));
            }
        });
        Set<String> once = new HashSet<>();
        Set<String> twice = new HashSet<>();
        all.forEach(each -> (once.add(each.what()) ? once : twice).add(each.what()));
        return all.stream()
                .map(each -> twice.contains(each.what())
                        ? new Difference(
                                each.kind(),
                                each.manager(),
                                each.what() + " (" + each.manager() + ")",
                                each.before(),
                                each.now(),
                                each.names())
                        : each)
                .toList();
    }

    /** Of a package that is there in several versions, all of them. */
    private static Map<String, ? extends Map<String, String>> byManager(List<InstalledPackage> packages) {
        return packages.stream()
                .collect(groupingBy(
                        InstalledPackage::manager,
                        TreeMap::new,
                        groupingBy(
                                InstalledPackage::name,
                                TreeMap::new,
                                mapping(
                                        InstalledPackage::version,
                                        collectingAndThen(toCollection(TreeSet::new), versions -> versions.stream()
                                                .collect(joining(", ")))))));
    }

    private static Set<String> names(String manager, String name) {
        Set<String> names = new HashSet<>(Set.of(name));
        if (manager.equals("pip")) {
            names.add(name.replace('-', '_'));
            names.add(name.replace('-', '.'));
            Knowledge.pythonPackages().named(name).ifPresent(known -> known.imports()
                    .forEach(module -> names.add(module.toLowerCase(Locale.ROOT))));
        }
        return names;
    }

    private static List<Difference> bases(Bill good, Bill now) {
        Map<String, String> before = basesOf(good);
        Map<String, String> after = basesOf(now);
        if (good.inputs().isEmpty() || now.inputs().isEmpty()) {
            // Nobody knows which bases of its run the image started from.
            before.keySet().retainAll(after.keySet());
            after.keySet().retainAll(before.keySet());
        }
        List<Difference> all = new ArrayList<>();
        compare(
                before,
                after,
                (name, was, is) -> all.add(Difference.of(Kind.BASE, name, shortened(was), shortened(is))));
        return all;
    }

    /** The engine's ids where they are known, else the hashes of the inputs, which tell as well whether it is the same. */
    private static Map<String, String> basesOf(Bill bill) {
        Map<String, String> bases = new TreeMap<>();
        bill.inputs().forEach((name, hash) -> {
            InputName input = InputName.of(name);
            if (input.kind() == Kind.BASE) {
                bases.put(input.subject(), bill.bases().getOrDefault(input.subject(), hash));
            }
        });
        if (bases.isEmpty()) {
            bases.putAll(bill.bases());
        }
        return bases;
    }

    private static String shortened(String id) {
        String hex = id.substring(id.indexOf(':') + 1);
        return hex.length() > SHORT_ID ? hex.substring(0, SHORT_ID) : hex;
    }

    private static List<Difference> inputs(Map<String, String> before, Map<String, String> now) {
        List<Difference> all = new ArrayList<>();
        if (before.isEmpty() || now.isEmpty()) {
            return all;
        }
        compare(named(before), named(now), (name, was, is) -> {
            InputName input = InputName.of(name);
            switch (input.kind()) {
                case FILE, DOCKERFILE, ARGUMENT, PIPELINE ->
                    all.add(Difference.of(input.kind(), input.subject(), shortened(was), shortened(is)));
                // Told by the bill itself, in words that people know.
                case BASE, SLIPWAY, ENGINE, PACKAGE -> {}
            }
        });
        return withoutFoldersOfFiles(all);
    }

    private static Map<String, String> named(Map<String, String> inputs) {
        Map<String, String> named = new TreeMap<>();
        inputs.forEach((name, hash) -> {
            InputName input = InputName.of(name);
            named.merge(
                    input.kind() == Kind.PIPELINE ? input.subject() : name,
                    hash,
                    (one, other) -> one.compareTo(other) < 0 ? one + other : other + one);
        });
        return named;
    }

    /** A folder is told only when nothing in it is. */
    private static List<Difference> withoutFoldersOfFiles(List<Difference> all) {
        TreeSet<String> paths = all.stream()
                .filter(each -> each.kind() == Kind.FILE)
                .map(Difference::what)
                .collect(toCollection(TreeSet::new));
        return all.stream()
                .filter(each -> {
                    String below =
                            each.kind() == Kind.FILE && each.what().endsWith("/") ? paths.higher(each.what()) : null;
                    return below == null || !below.startsWith(each.what());
                })
                .toList();
    }

    @FunctionalInterface
    private interface Found {
        void differs(String name, String before, String now);
    }

    private static void compare(Map<String, String> before, Map<String, String> now, Found found) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            String was = before.getOrDefault(name, "");
            String is = now.getOrDefault(name, "");
            if (!was.equals(is)) {
                found.differs(name, was, is);
            }
        }
    }
}
