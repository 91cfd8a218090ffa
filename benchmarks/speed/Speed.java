import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The kernel's side of the measurement: sends to stacks and receives from them, opens connections and closes them, says a little and waits for it to
 * come back, with each stack in turns; and the table of what that gave. README.md says what the figures mean.
 */
final class Speed {

    private static final int ECHO = 7;
    private static final int DISCARD = 9;
    private static final int SOURCE = 19;

    private static final int OCTETS = 64;

    /** Connections of one measurement at most: a port that was closed on this side is not free again for a minute. */
    private static final int CONNECTIONS = 2_000;

    /** Before anything counts, each kind is done for so many seconds: the compilers of the JVMs are to be through. */
    private static final int WARM_UP = 3;

    /** A kind of exchange, with the unit in which it is counted. */
    private enum Kind {
        IN("kernel -> stack, MiB"),
        OUT("stack -> kernel, MiB"),
        CONNECT("connect and close"),
        ECHO("echo of 64 octets");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** What one measurement gave: units a second, and microseconds of the stack's processor time for one. */
    private record Figure(Kind kind, int stack, double rate, double cpu) {

        String line() {
            return String.format(Locale.ROOT, "%s %d %.3f %.4f", kind, stack, rate, cpu);
        }

        static Figure parse(String line) {
            String[] words = line.split(" ");
            return new Figure(Kind.valueOf(words[0]), Integer.parseInt(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]));
        }
    }

    /** A stack under test. */
    private record Target(String host, long process) {

        SocketChannel connect(int port) throws IOException {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(host, port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return channel;
        }

        /** Processor time of its process so far, in microseconds, by steps of a clock tick (10 ms). */
        long cpu() throws IOException {
            String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(words[11]) + Long.parseLong(words[12])) * 10_000;
        }
    }

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);

    private Speed() {}

    /** {@code measure ROUNDS MILLISECONDS HOST PROCESS [HOST PROCESS]} prints figures; {@code report FILE NAME [NAME]} makes a table of such. */
    public static void main(String[] args) throws IOException {
        if (args[0].equals("report")) {
            report(Files.readAllLines(Path.of(args[1])).stream().map(Figure::parse).toList(), Arrays.copyOfRange(args, 2, args.length));
            return;
        }
        var targets = new ArrayList<Target>();
        for (int i = 3; i < args.length; i += 2) {
            targets.add(new Target(args[i], Long.parseLong(args[i + 1])));
        }
        new Speed().measure(Integer.parseInt(args[1]), Integer.parseInt(args[2]) * 1_000_000L, targets);
    }

    private void measure(int rounds, long nanos, List<Target> targets) throws IOException {
        for (Target target : targets) {
            for (Kind kind : Kind.values()) {
                exchange(kind, target, WARM_UP * 1_000_000_000L);
            }
        }
        for (int round = 0; round < rounds; round++) {
            for (Kind kind : Kind.values()) {
                for (int i = 0; i < targets.size(); i++) {
                    int which = (i + round) % targets.size(); // Whoever was first is second in the next round.
                    Target target = targets.get(which);
                    long cpu = target.cpu();
                    long began = System.nanoTime();
                    double units = exchange(kind, target, nanos);
                    long took = System.nanoTime() - began;
                    System.out.println(new Figure(kind, which, units * 1e9 / took, (target.cpu() - cpu) / units).line());
                }
            }
        }
    }

    /** Does it for so long, or a little longer, until all of it has got through. @return how many units */
    private double exchange(Kind kind, Target target, long nanos) throws IOException {
        long until = System.nanoTime() + nanos;
        return switch (kind) {
            case IN -> send(target, until);
            case OUT -> receive(target, until);
            case CONNECT -> connect(target, until);
            case ECHO -> echo(target, until);
        };
    }

    private double send(Target target, long until) throws IOException {
        long octets = 0;
        try (SocketChannel channel = target.connect(DISCARD)) {
            while (System.nanoTime() < until) {
                octets += channel.write(buffer.clear());
            }
            finish(channel);
        }
        return octets / 1048576.0;
    }

    private double receive(Target target, long until) throws IOException {
        long octets = 0;
        try (SocketChannel channel = target.connect(SOURCE)) {
            while (System.nanoTime() < until) {
                int n = channel.read(buffer.clear());
                if (n < 0) {
                    throw new IOException("the source has ended, and it has no end");
                }
                octets += n;
            }
            channel.setOption(StandardSocketOptions.SO_LINGER, 0); // By a reset: it would go on else.
        }
        return octets / 1048576.0;
    }

    /** One after another, each until both ends have said FIN. */
    private double connect(Target target, long until) throws IOException {
        int done = 0;
        while (done < CONNECTIONS && System.nanoTime() < until) {
            try (SocketChannel channel = target.connect(ECHO)) {
                finish(channel);
            }
            done++;
        }
        return done;
    }

    private double echo(Target target, long until) throws IOException {
        int done = 0;
        try (SocketChannel channel = target.connect(ECHO)) {
            while (System.nanoTime() < until) {
                channel.write(buffer.clear().limit(OCTETS));
                buffer.clear().limit(OCTETS);
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer) < 0) {
                        throw new IOException("a connection ended that should have echoed");
                    }
                }
                done++;
            }
            finish(channel);
        }
        return done;
    }

    private void finish(SocketChannel channel) throws IOException {
        channel.shutdownOutput();
        if (channel.read(buffer.clear()) >= 0) {
            throw new IOException("a connection said something that should have ended");
        }
    }

    // ---------------------------------------------------------------- the table

    private static void report(List<Figure> figures, String[] names) {
        System.out.printf("%-22s %-12s", "", "");
        for (String name : names) {
            System.out.printf(" %26s", name);
        }
        System.out.printf("  %s%n", names.length > 1 ? "ratio" : "");
        for (Kind kind : Kind.values()) {
            row(kind.words, "a second", select(figures, kind, false, names.length));
            row("", "CPU us each", select(figures, kind, true, names.length));
        }
        System.out.println("\nmedian (least .. most) of the rounds; ratio: the median over the rounds of the second by the first");
    }

    /** Of each stack the figures of one kind, in the order of the rounds. */
    private static List<double[]> select(List<Figure> figures, Kind kind, boolean cpu, int stacks) {
        var selected = new ArrayList<double[]>();
        for (int i = 0; i < stacks; i++) {
            int stack = i;
            selected.add(figures.stream()
                    .filter(f -> f.kind == kind && f.stack == stack)
                    .mapToDouble(f -> cpu ? f.cpu : f.rate)
                    .toArray());
        }
        return selected;
    }

    private static void row(String words, String what, List<double[]> stacks) {
        System.out.printf("%-22s %-12s", words, what);
        for (double[] values : stacks) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            System.out.printf(" %26s", String.format(Locale.ROOT, "%s (%s .. %s)", form(median(values)), form(sorted[0]), form(sorted[sorted.length - 1])));
        }
        if (stacks.size() > 1) {
            var ratios = new double[stacks.getFirst().length];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = stacks.get(1)[i] / stacks.get(0)[i];
            }
            System.out.printf(Locale.ROOT, "  %.3f", median(ratios));
        }
        System.out.println();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static String form(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }
}
