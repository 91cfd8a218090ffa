import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The kernel's side of the crowd: opens connections to a stack by the thousand, measures an echo alongside, closes them, and prints
 * what it saw, a line each: {@code key value}. README.md says what the figures mean.
 */
final class Crowd {

    private static final int ECHO = 7;
    private static final int SOURCE = 19;
    /** Connections being opened at a time: fewer than the listener's backlog, so that no SYN has to be sent again. */
    private static final int UNDER_WAY = 32;

    /** For opening, for echoing, for rounds: what has not happened by then is abandoned, and the figures say so. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private static final int OCTETS = 64;

    private final String host;
    private final String network;
    private final long process;
    private final String jcmd;
    /** For each time that connections were opened, the rate per second of each thousand. */
    private final List<List<Long>> thousands = new ArrayList<>();
    /** And how much each of those connections took of the stack's processor time, in microseconds. */
    private final List<List<Long>> cpus = new ArrayList<>();

    private Crowd(String host, long process, String jcmd) {
        this.host = host;
        this.network = host.substring(0, host.lastIndexOf('.') + 1);
        this.process = process;
        this.jcmd = jcmd;
    }

    /** Arguments: the stack's address, its process, {@code jcmd}, connections, rounds, stalled readers, seconds to wait for memory. */
    public static void main(String[] args) throws Exception {
        var crowd = new Crowd(args[0], Long.parseLong(args[1]), args[2]);
        crowd.run(Integer.parseInt(args[3]), Integer.parseInt(args[4]), Integer.parseInt(args[5]), Integer.parseInt(args[6]));
    }

    private void run(int connections, int rounds, int stalled, int seconds) throws Exception {
        for (int i = 0; i < 2; i++) { // Before anything counts, compilers and tables get their work done.
            finish(open(connections / 5, local(1), false));
        }
        echo(500);
        Thread.sleep(2_000);
        long rssBefore = rss();
        long heapBefore = liveHeap();
        print("rss.before", mebibytes(rssBefore));

        List<SocketChannel> idle = open(connections, local(2), true);
        Thread.sleep(1_000);
        print("heap.idle", perConnection(liveHeap() - heapBefore, idle.size()));
        print("rss.idle", mebibytes(rss()));
        echoes("echo.idle");

        List<SocketChannel> readers = stall(stalled, local(3));
        echoes("echo.stalled");
        print("rss.stalled", mebibytes(rss()));
        for (SocketChannel reader : readers) {
            reset(reader);
        }
        Thread.sleep(2_000);

        long began = System.nanoTime();
        int closed = finish(idle);
        print("close.rate", perSecond(closed, System.nanoTime() - began));
        began = System.nanoTime();
        long churned = 0;
        for (int round = 0; round < rounds && System.nanoTime() - began < PATIENCE_NANOS; round++) {
            List<SocketChannel> again = open(connections, local(4 + round), false);
            churned += again.size();
            finish(again);
        }
        print("churned", String.valueOf(churned));
        print("open.medians", list(medians(connections / 1_000)));
        print("open.cpus", list(means(connections / 1_000)));
        print("rss.after", mebibytes(rss()));
        long lastly = 0;
        long returned = -1;
        for (int second = 0; second <= seconds && returned < 0; second++) {
            lastly = rss();
            if (lastly <= rssBefore + 30 * 1024) {
                returned = second;
            } else {
                Thread.sleep(1_000);
            }
        }
        print("rss.lastly", mebibytes(lastly));
        print("heap.left", String.valueOf(Math.max(0, (liveHeap() - heapBefore) / 1024)));
        print("rss.returned", returned < 0 ? "not in " + seconds + " s" : "in " + returned + " s");
    }

    // ---------------------------------------------------------------- connections

    /** Addresses of the kernel's side, of which each has its own ports; the script has given the interface all of them. */
    private String local(int number) {
        return network + (100 + number);
    }

    /**
     * Opens so many at once as a listener's queue takes, and says a few octets on each: a connection counts as open when the echo has come, so
     * that it is established and accepted at both ends and has been used.
     */
    private List<SocketChannel> open(int count, String from, boolean report) throws IOException {
        var open = new ArrayList<SocketChannel>(count);
        var rates = new ArrayList<Long>();
        var cpu = new ArrayList<Long>();
        ByteBuffer octets = ByteBuffer.allocate(OCTETS);
        long began = System.nanoTime();
        long lastThousand = began;
        long lastTicks = ticks();
        try (Selector selector = Selector.open()) {
            int started = 0;
            while (open.size() < count && System.nanoTime() - began < PATIENCE_NANOS) {
                while (started < count && started - open.size() < UNDER_WAY) {
                    start(from, ECHO).register(selector, SelectionKey.OP_CONNECT);
                    started++;
                }
                selector.select(1_000);
                for (SelectionKey key : selector.selectedKeys()) {
                    SocketChannel channel = (SocketChannel) key.channel();
                    if (key.isConnectable() && channel.finishConnect()) {
                        channel.write(octets.clear());
                        key.interestOps(SelectionKey.OP_READ);
                    } else if (key.isReadable()) {
                        readAll(channel, octets.clear());
                        key.cancel();
                        open.add(channel);
                        if (open.size() % 1_000 == 0) {
                            long now = System.nanoTime();
                            rates.add(1_000_000_000_000L / (now - lastThousand));
                            lastThousand = now;
                            cpu.add((ticks() - lastTicks) * 10);
                            lastTicks = ticks();
                        }
                    }
                }
                selector.selectedKeys().clear();
            }
            for (SelectionKey key : selector.keys()) {
                if (key.isValid()) {
                    key.channel().close();
                }
            }
        }
        thousands.add(rates);
        cpus.add(cpu);
        if (report) {
            print("open.count", String.valueOf(open.size()));
            print("open.rate", perSecond(open.size(), System.nanoTime() - began));
            print("open.thousands", list(rates));
            print("open.cpu", list(cpu));
        }
        return open;
    }

    /** Of each thousand of those times in which so many thousands were opened. */
    private List<Long> medians(int count) {
        List<List<Long>> whole = thousands.stream().filter(rates -> rates.size() == count).toList();
        var medians = new ArrayList<Long>();
        for (int i = 0; i < count && !whole.isEmpty(); i++) {
            int thousand = i;
            List<Long> sorted = whole.stream().map(rates -> rates.get(thousand)).sorted().toList();
            medians.add(sorted.get(sorted.size() / 2));
        }
        return medians;
    }

    /** The first time, when compilers are still at work, is left out. */
    private List<Long> means(int count) {
        List<List<Long>> whole = cpus.stream().filter(each -> each.size() == count).skip(1).toList();
        var means = new ArrayList<Long>();
        for (int i = 0; i < count && !whole.isEmpty(); i++) {
            int thousand = i;
            means.add(Math.round(whole.stream().mapToLong(each -> each.get(thousand)).average().orElse(0)));
        }
        return means;
    }

    private SocketChannel start(String from, int port) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress(from, 0));
        channel.connect(new InetSocketAddress(host, port));
        return channel;
    }

    /** Connections to what sends without end, of which nothing is ever read. */
    private List<SocketChannel> stall(int count, String from) throws IOException, InterruptedException {
        var stalled = new ArrayList<SocketChannel>(count);
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096); // It is the stack's memory that counts.
            channel.bind(new InetSocketAddress(from, 0));
            channel.connect(new InetSocketAddress(host, SOURCE));
            stalled.add(channel);
        }
        Thread.sleep(5_000);
        return stalled;
    }

    private static void readAll(SocketChannel channel, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new IOException("a connection ended that should have echoed");
            }
        }
    }

    /**
     * Closes each, and waits for the other end to have closed, too; a few at a time, since the TAP loses what does not fit its queue.
     *
     * @return how many were closed like that; the rest was reset, when the time was over
     */
    private static int finish(List<SocketChannel> all) throws IOException {
        ByteBuffer octet = ByteBuffer.allocate(1);
        long began = System.nanoTime();
        int closed = 0;
        for (int from = 0; from < all.size() && System.nanoTime() - began < PATIENCE_NANOS; from += UNDER_WAY) {
            List<SocketChannel> some = all.subList(from, Math.min(from + UNDER_WAY, all.size()));
            for (SocketChannel channel : some) {
                channel.configureBlocking(true);
                channel.shutdownOutput();
            }
            for (SocketChannel channel : some) {
                if (channel.read(octet.clear()) >= 0) {
                    throw new IOException("a connection said something that should have ended");
                }
                channel.close();
                closed++;
            }
        }
        for (SocketChannel channel : all.subList(closed, all.size())) {
            reset(channel);
        }
        all.clear();
        return closed;
    }

    private static void reset(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    // ---------------------------------------------------------------- an echo beside them

    private void echoes(String key) throws IOException {
        long[] nanos = echo(2_000);
        Arrays.sort(nanos);
        print(key + ".median", millis(nanos[nanos.length / 2]));
        print(key + ".p99", millis(nanos[nanos.length * 99 / 100]));
        print(key + ".most", millis(nanos[nanos.length - 1]));
    }

    private long[] echo(int times) throws IOException {
        var nanos = new long[times];
        ByteBuffer octets = ByteBuffer.allocate(OCTETS);
        long began = System.nanoTime();
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(host, ECHO))) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            for (int i = 0; i < times; i++) {
                long sent = System.nanoTime();
                channel.write(octets.clear());
                readAll(channel, octets.clear());
                nanos[i] = System.nanoTime() - sent;
                if (sent - began > PATIENCE_NANOS) {
                    return Arrays.copyOf(nanos, i + 1);
                }
            }
        }
        return nanos;
    }

    // ---------------------------------------------------------------- what it costs the stack

    /** Processor time of the stack's process, in ticks of 10 ms. */
    private long ticks() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(words[11]) + Long.parseLong(words[12]);
    }

    /** Resident memory of the stack's process, in KiB. */
    private long rss() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("process " + process + " has no VmRSS");
    }

    /** Octets of the stack's heap that are in use, after a collection. */
    private long liveHeap() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(jcmd, String.valueOf(process), "GC.class_histogram").redirectErrorStream(true).start();
        String total = "";
        var rest = new StringBuilder();
        try (BufferedReader lines = child.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("Total")) {
                    total = line;
                } else if (rest.length() < 400) {
                    rest.append(line).append('\n');
                }
            }
        }
        if (child.waitFor() != 0 || total.isEmpty()) {
            throw new IOException("jcmd gave no histogram of process " + process + ": " + rest);
        }
        String[] words = total.trim().split("\\s+");
        return Long.parseLong(words[2]);
    }

    // ---------------------------------------------------------------- words

    private static String list(List<Long> numbers) {
        return numbers.toString().replaceAll("[\\[\\] ]", "");
    }

    private static String perSecond(int count, long nanos) {
        return String.valueOf(Math.round(count * 1e9 / nanos));
    }

    private static String perConnection(long octets, int connections) {
        return String.valueOf(Math.round((double) octets / connections));
    }

    private static String mebibytes(long kibibytes) {
        return String.valueOf(Math.round(kibibytes / 1024.0));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
    }

    private static void print(String key, String value) {
        System.out.println(key + " " + value);
    }
}
