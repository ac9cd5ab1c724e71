package dev.slipway.drift;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.slipway.drift.Suspect.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Puts together what is too much to be told one by one: files under a folder, packages of a distribution under the base that
 * brought them, packages that came with others. What the evidence names always stands for itself.
 */
final class Floods {
    /** So many files, or packages of a distribution, are still told one by one. */
    private static final int FEW = 4;
    /** So many packages of pip or npm are. */
    private static final int FEW_PACKAGES = 6;

    private static final int EXAMPLES = 3;

    private final List<Ranked> all;

    /** @param all in their order */
    Floods(List<Ranked> all) {
        this.all = new ArrayList<>(all);
    }

    List<Ranked> gathered() {
        gatherSystemPackages();
        gatherPackages();
        gatherFiles();
        all.sort(Ranked.ORDER);
        return List.copyOf(all);
    }

    private List<Ranked> take(Predicate<Difference> which, int few) {
        List<Ranked> taken = all.stream()
                .filter(each -> !each.named() && which.test(each.difference()))
                .toList();
        if (taken.size() <= few) {
            return List.of();
        }
        all.removeAll(taken);
        return taken;
    }

    private void gatherSystemPackages() {
        List<Ranked> bases = all.stream()
                .filter(each -> each.difference().kind() == Kind.BASE
                        && !each.difference().before().isEmpty()
                        && !each.difference().now().isEmpty())
                .toList();
        // Of several bases nobody knows which one brought them.
        boolean brought = bases.size() == 1;
        List<Ranked> packages = take(Difference::system, brought ? 0 : FEW);
        if (packages.isEmpty()) {
            return;
        }
        String manager = packages.getFirst().difference().manager().equals("apk") ? "Alpine" : "Debian";
        String count = packages.size() + " " + manager + (packages.size() == 1 ? " package" : " packages");
        if (brought) {
            Ranked base = bases.getFirst();
            String differ = count + (packages.size() == 1 ? " differs: " : " differ: ") + examples(packages);
            all.replaceAll(each -> each.equals(base)
                    ? new Ranked(
                            base.difference(),
                            base.weight(),
                            base.because().isEmpty() ? differ : base.because() + ", and " + differ)
                    : each);
        } else {
            all.add(flood(Kind.PACKAGE, count, packages, examples(packages)));
        }
    }

    private void gatherPackages() {
        Map<String, List<Ranked>> byManager = all.stream()
                .filter(each -> each.difference().kind() == Kind.PACKAGE && !each.named())
                .filter(each -> !each.difference().system()
                        && !each.difference().manager().isEmpty())
                .collect(groupingBy(each -> each.difference().manager(), TreeMap::new, toList()));
        byManager.forEach((manager, packages) -> {
            List<Ranked> rest = packages.subList(Math.min(FEW_PACKAGES, packages.size()), packages.size());
            if (rest.size() > 1) {
                all.removeAll(rest);
                all.add(flood(Kind.PACKAGE, rest.size() + " more " + manager + " packages", rest, examples(rest)));
            }
        });
    }

    private void gatherFiles() {
        List<Ranked> files = take(
                each -> each.kind() == Kind.FILE
                        && !InputName.of("file " + each.what()).manifest(),
                FEW);
        if (files.isEmpty()) {
            return;
        }
        Map<String, List<Ranked>> byFolder = files.stream()
                .collect(groupingBy(each -> topFolder(each.difference().what()), TreeMap::new, toList()));
        byFolder.forEach((top, inside) -> {
            if (inside.size() == 1) {
                all.addAll(inside);
            } else {
                String folder = top.isEmpty() ? "" : commonFolder(inside);
                String what = inside.size() + " files" + (folder.isEmpty() ? "" : " under " + folder);
                all.add(flood(Kind.FILE, what, inside, examples(inside)));
            }
        });
    }

    private static String topFolder(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** The deepest folder that holds them all, without a slash at its end. */
    private static String commonFolder(List<Ranked> files) {
        String common = files.getFirst().difference().what();
        for (Ranked file : files) {
            while (!file.difference().what().startsWith(common)) {
                common = common.substring(0, common.length() - 1);
            }
        }
        return common.substring(0, Math.max(0, common.lastIndexOf('/')));
    }

    private static Ranked flood(Kind kind, String what, List<Ranked> members, String because) {
        int weight = members.stream().mapToInt(Ranked::weight).max().orElse(0);
        return new Ranked(Difference.of(kind, what, "", ""), Math.max(0, weight - 1), because);
    }

    private static String examples(List<Ranked> members) {
        List<Difference> first = members.stream()
                .map(Ranked::difference)
                .sorted(Comparator.comparing(Difference::step).thenComparing(Difference::what))
                .limit(EXAMPLES)
                .toList();
        String told = String.join(
                ", ",
                first.stream()
                        .map(each -> each.kind() == Kind.FILE ? each.what() : each.words())
                        .toList());
        return members.size() > EXAMPLES ? told + " …" : told;
    }
}
