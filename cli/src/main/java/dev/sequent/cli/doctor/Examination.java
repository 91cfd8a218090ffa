package dev.sequent.cli.doctor;

import dev.sequent.check.jpf.Jpf;
import dev.sequent.check.jpf.JpfRequest;
import dev.sequent.check.jpf.JpfUnusable;
import dev.sequent.cli.terminal.Console;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;

/** Examines everything that some part of the command needs. Changes nothing on the machine. */
public final class Examination {
    private static final int JDK = 25;
    private static final Path TUN = Path.of("/dev/net/tun");

    private final Console console;
    private final Optional<Path> home;
    private final Path cache;
    private final Packages packages;

    /** @param home the checkout, if it is known; @param cache where compiled cores are kept */
    public Examination(Console console, Optional<Path> home, Path cache) {
        this.console = console;
        this.home = home;
        this.cache = cache;
        packages = new Packages(Path.of(console.variable("SEQUENT_OS_RELEASE").orElse("/etc/os-release")));
    }

    /** All findings, the needed things first. */
    public List<Finding> findings() {
        var all = new ArrayList<Finding>();
        all.add(jdk());
        all.add(foreignFunctions());
        all.add(maven());
        all.add(specification());
        all.add(cacheFolder());
        all.add(tun());
        all.add(program("ip", Finding.Status.MISSING, "the demo and 'sequent run' set up interfaces by hand with it"));
        all.addAll(namespaces());
        all.add(program("tshark", Finding.Status.ABSENT, "demo/interop.sh looks at captures with it"));
        all.add(program("curl", Finding.Status.ABSENT, "demo/interop.sh fetches pages with it"));
        all.add(program("nc", Finding.Status.ABSENT, "demo/interop.sh sends bytes with it"));
        all.add(program("python3", Finding.Status.ABSENT, "demo/interop.sh has a client and a server in it"));
        all.add(pathFinder());
        return all;
    }

    private Finding jdk() {
        String seen = Runtime.version() + ", " + System.getProperty("java.home");
        if (Runtime.version().feature() < JDK) {
            return Finding.missing("JDK " + JDK, seen, packages.install("jdk") + ", or point JAVA_HOME at a newer one");
        }
        return ToolProvider.getSystemJavaCompiler() == null
                ? Finding.missing(
                        "JDK " + JDK, seen + ": no compiler", packages.install("jdk") + ": this is only a Java runtime")
                : Finding.ok("JDK " + JDK, seen);
    }

    private static Finding foreignFunctions() {
        String subject = "java.lang.foreign";
        try {
            Linker linker = Linker.nativeLinker();
            int pid = (int) linker.downcallHandle(
                            linker.defaultLookup().find("getpid").orElseThrow(),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT))
                    .invokeExact();
            return pid == ProcessHandle.current().pid()
                    ? Finding.ok(subject, "calls the C library")
                    : Finding.missing(subject, "getpid() says " + pid, "use another JDK");
        } catch (Throwable e) {
            return Finding.missing(
                    subject, e.toString(), "start with ./sequent, or give java --enable-native-access=ALL-UNNAMED");
        }
    }

    private Finding maven() {
        return Programs.find("mvn", console)
                .map(path -> Finding.ok("Maven", path.toString()))
                .orElseGet(() -> Finding.missing("Maven", "not on the path", "install it: " + packages.install("mvn")));
    }

    private Finding specification() {
        String subject = "specifications";
        return home.map(folder -> folder.resolve("spec/tcp/tcp.sqt"))
                .map(file -> Files.isReadable(file)
                        ? Finding.ok(subject, file.toString())
                        : Finding.missing(
                                subject, "no " + file, "use a whole checkout, or name a specification in each command"))
                .orElseGet(
                        () -> Finding.missing(subject, "sequent.home is not set", "start with the launcher ./sequent"));
    }

    private Finding cacheFolder() {
        Path folder = cache;
        while (!Files.exists(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        return Files.isWritable(folder)
                ? Finding.ok("cache", cache.toString())
                : Finding.absent(
                        "cache",
                        folder + " cannot be written",
                        "point XDG_CACHE_HOME at a folder of yours; without, cores are compiled each time");
    }

    private static Finding tun() {
        String subject = TUN.toString();
        try (FileChannel ignored = FileChannel.open(TUN, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return Finding.ok(subject, "can be opened");
        } catch (NoSuchFileException e) {
            return Finding.missing(
                    subject,
                    "is not there",
                    "load the driver: modprobe tun; in a container, pass the node in: --device /dev/net/tun");
        } catch (AccessDeniedException e) {
            return Finding.missing(
                    subject,
                    "this user may not open it",
                    "run as root, or make it readable and writable for this user");
        } catch (IOException e) {
            return Finding.missing(
                    subject,
                    "cannot be opened: " + e.getMessage(),
                    "run as root, or let an administrator make it accessible");
        }
    }

    private List<Finding> namespaces() {
        if (Programs.find("unshare", console).isEmpty()) {
            return List.of(Finding.missing("namespaces", "no unshare", packages.install("unshare")));
        }
        boolean root = "0".equals(Programs.run("id", "-u").output());
        Finding user =
                namespace("user namespaces", root ? Finding.Status.ABSENT : Finding.Status.MISSING, "unshare", "-Urn");
        if (!root) {
            return List.of(user);
        }
        // For root, one of the two is enough; the other is then only absent.
        Finding plain = namespace(
                "network namespaces",
                user.status() == Finding.Status.OK ? Finding.Status.ABSENT : Finding.Status.MISSING,
                "unshare",
                "-n");
        return List.of(plain, user);
    }

    /** Whether a namespace can be created, with a TAP in it. It is gone with the program that ran in it. */
    private static Finding namespace(String subject, Finding.Status otherwise, String... unshare) {
        String how = String.join(" ", unshare);
        Programs.Result made = Programs.run(with(unshare, "true"));
        if (!made.succeeded()) {
            return new Finding(
                    subject,
                    otherwise,
                    how + ": " + made.line(),
                    "run as root; or allow them: sysctl kernel.unprivileged_userns_clone=1 (Debian), "
                            + "kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu), user.max_user_namespaces > 0");
        }
        Programs.Result tap = Programs.run(with(unshare, "ip", "tuntap", "add", "dev", "sequent0", "mode", "tap"));
        return tap.succeeded()
                ? Finding.ok(subject, how + ", with a TAP")
                : new Finding(
                        subject,
                        otherwise,
                        how + ", but no TAP in it: " + tap.line(),
                        "see the lines on /dev/net/tun and ip");
    }

    private static String[] with(String[] prefix, String... rest) {
        var all = new ArrayList<>(List.of(prefix));
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    private Finding program(String name, Finding.Status otherwise, String why) {
        return Programs.find(name, console)
                .map(path -> Finding.ok(name, path.toString()))
                .orElseGet(() -> new Finding(name, otherwise, "not on the path", why + ": " + packages.install(name)));
    }

    /** Which JPF, on which Java, and whether the program that must fail does fail. */
    private Finding pathFinder() {
        String subject = "Java PathFinder";
        try {
            Jpf jpf = Jpf.find(JpfRequest.of(console.environment()));
            jpf.sing();
            return Finding.ok(
                    subject,
                    jpf.home().text() + ", on Java " + jpf.java().version() + " in "
                            + jpf.java().folder() + "; it finds what it must");
        } catch (JpfUnusable e) {
            return Finding.absent(
                    subject, String.valueOf(e.getMessage()), "only 'sequent check --engine jpf' needs it");
        }
    }
}
