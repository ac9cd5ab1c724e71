package dev.slipway.knowledge;

/** The tables that come with the program, each read on first use. Safe for any thread. */
public final class Knowledge {
    private Knowledge() {}

    public static SystemLibraries libraries() {
        return Libraries.READ;
    }

    public static PythonPackages pythonPackages() {
        return Pypi.READ;
    }

    public static Tools tools() {
        return Commands.READ;
    }

    public static Renamings renamings() {
        return Names.READ;
    }

    public static BaseImages baseImages() {
        return Images.READ;
    }

    public static FirstWheels firstWheels() {
        return Wheels.READ;
    }

    private static final class Libraries {
        static final SystemLibraries READ = new SystemLibraries(Table.read("libraries.yaml"));
    }

    private static final class Pypi {
        static final PythonPackages READ = new PythonPackages(Table.read("pypi.yaml"));
    }

    private static final class Commands {
        static final Tools READ = new Tools(Table.read("tools.yaml"));
    }

    private static final class Names {
        static final Renamings READ = new Renamings(Table.read("renamed.yaml"));
    }

    private static final class Images {
        static final BaseImages READ = new BaseImages(Table.read("images.yaml"));
    }

    private static final class Wheels {
        static final FirstWheels READ = new FirstWheels(Table.read("wheels.yaml"));
    }
}
