package dev.sequent.cli;

import dev.sequent.cli.terminal.Console;
import java.nio.file.Path;
import java.util.Optional;

/** Where things are: the checkout, and this user's folders. */
final class Home {
    private Home() {}

    /** The checkout that the launcher started from. */
    static Optional<Path> folder() {
        return Optional.ofNullable(System.getProperty("sequent.home")).map(Path::of);
    }

    /** Compiled cores; may be deleted at any time (XDG base directory specification). */
    static Path cache(Console console) {
        return console.variable("XDG_CACHE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                // The JVM's user.home is what the user database says, where there need be nothing.
                .or(() -> console.variable("HOME")
                        .map(Path::of)
                        .filter(Path::isAbsolute)
                        .map(home -> home.resolve(".cache")))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("sequent");
    }
}
