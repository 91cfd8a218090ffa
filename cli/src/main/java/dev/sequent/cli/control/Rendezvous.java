package dev.sequent.cli.control;

import dev.sequent.check.engine.Disk;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the sockets of running stacks are: {@code $XDG_RUNTIME_DIR/sequent-UID/TAP.PID.sock}, or below {@code /tmp}.
 * The name contains the process id, since two network namespaces may each have a TAP of the same name. Anybody can put
 * something there first, so nothing in it is touched before it is certain whose it is.
 */
public final class Rendezvous {
    /** TAP, then the process. */
    private static final Pattern NAME = Pattern.compile("[!-~]{1,15}\\.([0-9]{1,10})\\.sock");

    /** Part of st_mode, see inode(7). */
    private static final int TYPE = 0170000;

    private static final int SOCKET = 0140000;
    private static final int STICKY = 01000;
    private static final int WRITABLE_BY_OTHERS = 022;
    private static final int ACCESSIBLE_TO_OTHERS = 077;

    private final Path folder;
    private final long user;

    public Rendezvous(Console console) {
        this(console.variable("XDG_RUNTIME_DIR"), Path.of("/tmp"));
    }

    /**
     * @param runtime a folder of this user, which is preferred
     * @param otherwise where anybody may create folders
     */
    public Rendezvous(Optional<String> runtime, Path otherwise) {
        user = outerUser();
        folder = runtime.map(Path::of)
                .filter(Path::isAbsolute)
                .filter(Rendezvous::isOurs)
                .orElse(otherwise)
                .resolve("sequent-" + user);
    }

    /**
     * Whether a runtime folder is this user's, as the XDG base directory specification demands: under {@code sudo -E},
     * root keeps its user's variables, and the owner of the folder can replace what is in it.
     */
    private static boolean isOurs(Path runtime) {
        try {
            return Files.isDirectory(runtime)
                    && Files.isWritable(runtime)
                    && Files.getAttribute(runtime, "unix:uid").equals(ourselves())
                    && (mode(runtime) & WRITABLE_BY_OTHERS) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The socket's place for a stack of this process: nothing is there yet, and its folder exists and is this user's
     * alone.
     */
    public Path socket(String tap) {
        Path socket = folder.resolve(tap + "." + ProcessHandle.current().pid() + ".sock");
        try {
            try {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException e) {
                // Another stack's, or something that somebody else has put there: that is checked next.
            }
            check();
            if (isSocketOfOurs(socket)) {
                Files.delete(socket); // Left by a killed process with the same number.
            }
        } catch (IOException e) {
            throw CommandFailure.missing("no place for the socket that 'sequent ss' asks: " + Disk.reason(e));
        }
        return socket;
    }

    /** All sockets, including those that a killed process left behind, but no other files. */
    List<Path> sockets() {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            check();
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(Rendezvous::isSocketOfOurs).sorted().toList();
            }
        } catch (NoSuchFileException e) {
            return List.of(); // The last stack has ended.
        } catch (IOException e) {
            throw CommandFailure.missing("cannot look for running stacks: " + Disk.reason(e));
        }
    }

    /** Removes the socket of a process that has ended. One that is alive may be about to listen. */
    static void forget(Path socket) {
        Matcher name = NAME.matcher(String.valueOf(socket.getFileName()));
        try {
            if (name.matches()
                    && isSocketOfOurs(socket)
                    && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                Files.deleteIfExists(socket);
            }
        } catch (IOException e) {
            // It stays, and will be skipped again.
        }
    }

    /**
     * Only this user (and root) may change what is in the folder, or replace the folder itself: then what is seen there
     * stays so until it is used.
     */
    private void check() throws IOException {
        if (Files.isSymbolicLink(folder)) {
            throw distrusted("is a link, which somebody else may have put there");
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw distrusted("is not a folder");
        }
        if (!Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(ourselves())) {
            throw distrusted("belongs to another user");
        }
        if ((mode(folder) & ACCESSIBLE_TO_OTHERS) != 0) {
            throw distrusted("is open to other users");
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null && isExchangeable(mode(parent.toRealPath()))) {
            throw distrusted("could be replaced by other users, since " + parent + " has no sticky bit");
        }
    }

    private static boolean isExchangeable(int modeOfParent) {
        return (modeOfParent & WRITABLE_BY_OTHERS) != 0 && (modeOfParent & STICKY) == 0;
    }

    private CommandFailure distrusted(String why) {
        return CommandFailure.missing(folder + " " + why + ": remove it, or set XDG_RUNTIME_DIR to a folder of yours");
    }

    private static boolean isSocketOfOurs(Path file) {
        try {
            return NAME.matcher(String.valueOf(file.getFileName())).matches()
                    && (mode(file) & TYPE) == SOCKET
                    && Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                            .equals(ourselves());
        } catch (IOException e) {
            return false;
        }
    }

    private static int mode(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    private static Object ourselves() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    /**
     * This user's number outside the user namespace, if this is one: a user who runs {@code unshare -Urn} is 0 only
     * inside.
     */
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
