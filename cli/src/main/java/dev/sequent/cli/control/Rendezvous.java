package dev.sequent.cli.control;

import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the sockets of running stacks are: {@code $XDG_RUNTIME_DIR/sequent-UID/TAP.PID.sock}, or below {@code /tmp}. The name holds the
 * process, since two network namespaces may each have a TAP of one name.
 */
public final class Rendezvous {
    private static final String SUFFIX = ".sock";
    private final Path folder;
    private final long user;

    public Rendezvous(Console console) {
        user = outerUser();
        folder = console.variable("XDG_RUNTIME_DIR")
                .map(Path::of)
                .filter(Files::isDirectory)
                .filter(Files::isWritable)
                .orElse(Path.of("/tmp"))
                .resolve("sequent-" + user);
    }

    /** The socket's place for a stack of this process; its folder exists and is this user's alone. */
    Path socket(String tap) {
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (!Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                    .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
                throw CommandFailure.missing(folder + " belongs to another user: remove it, or set XDG_RUNTIME_DIR to a folder of yours");
            }
        } catch (IOException e) {
            throw CommandFailure.missing("no place for the socket that 'sequent ss' asks: " + folder + ": " + e.getMessage());
        }
        return folder.resolve(tap + "." + ProcessHandle.current().pid() + SUFFIX);
    }

    /** All sockets, also those that a killed process left behind. */
    List<Path> sockets() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (IOException e) {
            throw CommandFailure.missing("cannot look for running stacks in " + folder + ": " + e.getMessage());
        }
    }

    Path folder() {
        return folder;
    }

    /** This user's number outside the user namespace, if this is one: whoever runs {@code unshare -Urn} is 0 only inside. */
    private static long outerUser() {
        try {
            long inner = ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
            for (String line : Files.readAllLines(Path.of("/proc/self/uid_map"))) {
                String[] map = line.strip().split(" +");
                long first = Long.parseLong(map[0]);
                if (inner >= first && inner < first + Long.parseLong(map[2])) {
                    return Long.parseLong(map[1]) + inner - first;
                }
            }
            return inner;
        } catch (IOException | RuntimeException e) {
            return Integer.toUnsignedLong(System.getProperty("user.name", "").hashCode());
        }
    }
}
