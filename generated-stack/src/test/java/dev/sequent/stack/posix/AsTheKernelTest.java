package dev.sequent.stack.posix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.Stack;
import dev.sequent.stack.StackConfiguration;
import dev.sequent.stack.device.LinkPair;
import dev.sequent.stack.device.NetworkNamespace;
import dev.sequent.stack.ip.Ipv4Configuration;
import dev.sequent.stack.sim.StackAgent;
import dev.sequent.stack.time.Simulation;
import dev.sequent.wire.Ipv4Prefix;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same calls in the same order, of a client and a server on one host: the stack's results are the kernel's. Needs
 * root, or the test is skipped and says so.
 */
@Timeout(60)
class AsTheKernelTest {

    /** What a program does and is told. */
    interface Story {
        void tell(Transcript t);
    }

    static Stream<String> stories() {
        return Stories.ALL.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void same(String name) throws Exception {
        compare(Stories.ALL.get(name));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("sequent.random.programs", 20));
    }

    /** What nobody has thought of: calls at random, from a seed; more of them with -Dsequent.random.programs=500. */
    @ParameterizedTest
    @MethodSource("seeds")
    void atRandom(long seed) throws Exception {
        compare(t -> new RandomProgram(t, seed).run(30));
    }

    private static void compare(Story story) throws Exception {
        String kernels = NetworkNamespace.call(() -> {
            assertThat(new ProcessBuilder("ip", "link", "set", "lo", "up")
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
            Transcript t = new Transcript(new KernelCalls(), "127.0.0.1", () -> {
                try {
                    Thread.sleep(Integer.getInteger(
                            "sequent.kernel.rest", 5)); // Milliseconds: 50 is longer than it delays ACKs.
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            story.tell(t);
            return t.toString();
        });
        assertThat(onTheStack(story)).isEqualTo(kernels);
    }

    private static String onTheStack(Story story) {
        Simulation simulation = new Simulation();
        LinkPair link = new LinkPair(simulation.clock());
        Ipv4Prefix address = Ipv4Prefix.parse("192.0.2.1/24");
        try (Stack stack =
                new Stack(link.a(), simulation.clock(), StackConfiguration.of(Ipv4Configuration.of(address, 1), 1))) {
            simulation.attach(new StackAgent(stack));
            simulation.runFor(1_000_000_000);
            Transcript t = new Transcript(
                    new StackCalls(stack, simulation.clock()), "192.0.2.1", () -> simulation.runFor(60_000_000));
            story.tell(t);
            return t.toString();
        } finally {
            link.close();
        }
    }

    /** The stories by name. */
    static final class Stories {

        static final Map<String, Story> ALL = new TreeMap<>();

        private Stories() {}

        static {
            ALL.put("a new socket", t -> {
                int fd = t.socket();
                t.ready(fd);
                t.read(fd, 10);
                t.write(fd, 10);
                t.call("shutdown", t.calls.shutdown(fd, Linux.SHUT_RDWR));
                t.ready(fd);
                t.call("accept", t.calls.accept(fd));
                t.call("getpeername", t.calls.getpeername(fd));
            });
            ALL.put("a listener", t -> {
                int fd = t.listening();
                t.ready(fd);
                t.read(fd, 10);
                t.write(fd, 10);
                t.call("connect", t.calls.connect(fd, t.at(1)));
                t.call("SIOCINQ", t.calls.ioctl(fd, Linux.SIOCINQ, 0));
                int client = t.socket();
                t.call("connect", t.calls.connect(client, t.at(t.port(fd))));
                t.ready(fd);
                t.accept(fd);
                t.ready(fd);
            });
            ALL.put("connected", t -> {
                t.pair();
                t.ready(t.client);
                t.ready(t.server);
                t.write(t.client, 10);
                t.ready(t.server);
                t.peek(t.server, 4);
                t.read(t.server, 20);
                t.ready(t.server);
                t.read(t.server, 20);
                t.call("connect", t.calls.connect(t.client, t.at(1)));
            });
            ALL.put("a full buffer", t -> {
                t.pair();
                t.fill(t.client);
                t.ready(t.client);
                t.drain(t.server);
                t.ready(t.client);
            });
            ALL.put("the remote has finished", t -> {
                t.pair();
                t.write(t.client, 10);
                t.call("shutdown", t.calls.shutdown(t.client, Linux.SHUT_WR));
                t.ready(t.client);
                t.ready(t.server);
                t.read(t.server, 4);
                t.ready(t.server);
                t.read(t.server, 20);
                t.ready(t.server);
                t.read(t.server, 20);
                t.write(t.client, 1);
                t.write(t.server, 10);
                t.read(t.client, 20);
                t.call("shutdown", t.calls.shutdown(t.server, Linux.SHUT_WR));
                t.ready(t.client);
                t.ready(t.server);
                t.write(t.server, 1);
                t.call("getpeername", t.calls.getpeername(t.server));
                t.call("shutdown", t.calls.shutdown(t.server, Linux.SHUT_WR));
                t.error(t.client);
                t.error(t.server);
            });
            ALL.put("SHUT_RD", t -> {
                t.pair();
                t.write(t.client, 10);
                t.call("shutdown", t.calls.shutdown(t.server, Linux.SHUT_RD));
                t.ready(t.server);
                t.read(t.server, 20);
                t.read(t.server, 20);
                t.write(t.client, 10);
                t.ready(t.server);
                t.read(t.server, 20);
                t.write(t.server, 5);
                t.read(t.client, 10);
                t.ready(t.client);
            });
            ALL.put("SHUT_RDWR, and the remote has more to say", t -> {
                t.pair();
                t.write(t.client, 10);
                t.call("shutdown", t.calls.shutdown(t.server, Linux.SHUT_RDWR));
                t.ready(t.server);
                t.ready(t.client);
                t.read(t.server, 4);
                t.read(t.client, 4);
                t.write(t.client, 10);
                t.ready(t.client);
                t.ready(t.server);
                t.error(t.client);
            });
            ALL.put("a reset", t -> {
                t.pair();
                t.linger(t.client, 0);
                t.call("close", t.calls.close(t.client));
                t.ready(t.server);
                t.read(t.server, 10);
                t.ready(t.server);
                t.read(t.server, 10);
                t.write(t.server, 10);
                t.error(t.server);
                t.call("getpeername", t.calls.getpeername(t.server));
                t.call("shutdown", t.calls.shutdown(t.server, Linux.SHUT_RDWR));
            });
            ALL.put("a reset that SO_ERROR tells", t -> {
                t.pair();
                t.linger(t.client, 0);
                t.call("close", t.calls.close(t.client));
                t.error(t.server);
                t.error(t.server);
                t.ready(t.server);
                t.write(t.server, 10);
            });
            ALL.put("a reset that the writer is told", t -> {
                t.pair();
                t.linger(t.client, 0);
                t.call("close", t.calls.close(t.client));
                t.write(t.server, 10);
                t.write(t.server, 10);
                t.read(t.server, 10);
            });
            ALL.put("a reset after the FIN", t -> {
                t.pair();
                t.call("close", t.calls.close(t.client));
                t.ready(t.server);
                t.write(t.server, 10);
                t.ready(t.server);
                t.error(t.server);
                t.write(t.server, 10);
                t.read(t.server, 10);
            });
            ALL.put("text and a reset", t -> {
                t.pair();
                t.write(t.client, 10);
                t.linger(t.client, 0);
                t.call("close", t.calls.close(t.client));
                t.ready(t.server);
                t.read(t.server, 4);
                t.read(t.server, 20);
                t.read(t.server, 20);
            });
            ALL.put("a reset before it was accepted", t -> {
                int listener = t.listening();
                int client = t.socket();
                t.call("connect", t.calls.connect(client, t.at(t.port(listener))));
                t.linger(client, 0);
                t.call("close", t.calls.close(client));
                t.ready(listener);
                int server = t.accept(listener);
                t.ready(server);
                t.read(server, 1);
            });
            ALL.put("a refusal", t -> {
                int free = t.socket();
                t.call("bind", t.calls.bind(free, t.at(0)));
                int port = t.port(free);
                int fd = t.socket();
                t.begin("connect", t.calls.connect(fd, t.at(port)));
                t.ready(fd);
                t.error(fd);
                t.ready(fd);
                t.read(fd, 1);
                t.write(fd, 1);
                t.call("connect", t.calls.connect(fd, t.at(port)));
                t.ready(fd);
                t.begin("connect", t.calls.connect(fd, t.at(port)));
                t.call("connect", t.calls.connect(fd, t.at(port)));
                t.ready(fd);
            });
            ALL.put("a connect that fails is an edge, twice", t -> {
                int free = t.socket();
                t.call("bind", t.calls.bind(free, t.at(0)));
                int port = t.port(free);
                int fd = t.socket();
                int ep = t.epoll();
                t.control(ep, Linux.EPOLL_CTL_ADD, fd, Linux.POLLIN | Linux.POLLOUT | Linux.EPOLLET);
                t.events(ep);
                t.begin("connect", t.calls.connect(fd, t.at(port)));
                t.events(ep);
                t.call("connect", t.calls.connect(fd, t.at(port)));
                t.events(ep);
                t.events(ep);
            });
            ALL.put("connecting", t -> {
                int listener = t.listening();
                int fd = t.socket();
                t.begin("connect", t.calls.connect(fd, t.at(t.port(listener))));
                t.call("connect", t.calls.connect(fd, t.at(t.port(listener))));
                t.call("connect", t.calls.connect(fd, t.at(t.port(listener))));
                t.ready(fd);
            });
            ALL.put("a listener that is shut", t -> {
                int listener = t.listening();
                t.call("shutdown", t.calls.shutdown(listener, Linux.SHUT_WR));
                t.ready(listener);
                t.call("shutdown", t.calls.shutdown(listener, Linux.SHUT_RD));
                t.ready(listener);
                t.call("accept", t.calls.accept(listener));
                t.call("listen", t.calls.listen(listener, 1));
                t.ready(listener);
            });
            ALL.put("bind", t -> {
                int first = t.socket();
                int second = t.socket();
                t.call("bind", t.calls.bind(first, t.at(0)));
                t.call("bind", t.calls.bind(first, t.at(0)));
                t.call("bind", t.calls.bind(second, t.at(t.port(first))));
                t.call("listen", t.calls.listen(first, 1));
                t.call("bind", t.calls.bind(second, SocketAddress.inet("198.51.100.7", 0)));
                t.set(first, Linux.SOL_SOCKET, Linux.SO_REUSEADDR, 1);
                t.set(second, Linux.SOL_SOCKET, Linux.SO_REUSEADDR, 1);
                t.call("bind", t.calls.bind(second, t.at(t.port(first))));
                t.call("listen", t.calls.listen(-1, 1));
            });
            ALL.put("bind with SO_REUSEADDR", t -> {
                int first = t.socket();
                int second = t.socket();
                t.set(first, Linux.SOL_SOCKET, Linux.SO_REUSEADDR, 1);
                t.set(second, Linux.SOL_SOCKET, Linux.SO_REUSEADDR, 1);
                t.call("bind", t.calls.bind(first, t.at(0)));
                t.call("bind", t.calls.bind(second, t.at(t.port(first))));
                t.call("listen", t.calls.listen(first, 1));
                t.call("listen", t.calls.listen(second, 1));
                t.call("listen", t.calls.listen(first, 5));
            });
            ALL.put("options", t -> {
                int fd = t.socket();
                for (int[] option : new int[][] {
                    {Linux.SOL_TCP, Linux.TCP_NODELAY, 7},
                    {Linux.SOL_TCP, Linux.TCP_CORK, 7},
                    {Linux.SOL_TCP, Linux.TCP_MAXSEG, 1000},
                    {Linux.SOL_TCP, Linux.TCP_MAXSEG, 87},
                    {Linux.SOL_TCP, Linux.TCP_MAXSEG, 40_000},
                    {Linux.SOL_TCP, Linux.TCP_KEEPIDLE, 9},
                    {Linux.SOL_TCP, Linux.TCP_KEEPIDLE, 0},
                    {Linux.SOL_TCP, Linux.TCP_KEEPINTVL, 40_000},
                    {Linux.SOL_TCP, Linux.TCP_KEEPCNT, 3},
                    {Linux.SOL_TCP, Linux.TCP_KEEPCNT, 128},
                    {Linux.SOL_TCP, Linux.TCP_USER_TIMEOUT, 1234},
                    {Linux.SOL_TCP, Linux.TCP_USER_TIMEOUT, -1},
                    {Linux.SOL_SOCKET, Linux.SO_KEEPALIVE, 4},
                    {Linux.SOL_SOCKET, Linux.SO_REUSEADDR, 4},
                    {Linux.SOL_SOCKET, Linux.SO_RCVLOWAT, 0},
                    {Linux.SOL_SOCKET, Linux.SO_RCVLOWAT, 5},
                    {Linux.SOL_SOCKET, Linux.SO_TYPE, 5},
                    {Linux.SOL_SOCKET, Linux.SO_ERROR, 5},
                    {Linux.SOL_IP, Linux.IP_TOS, 0x2B},
                    {Linux.SOL_TCP, 999, 1},
                    {Linux.SOL_SOCKET, 999, 1},
                }) {
                    t.set(fd, option[0], option[1], option[2]);
                    t.get(fd, option[0], option[1]);
                }
                t.call(
                        "EDOM",
                        t.calls.setsockopt(
                                fd, Linux.SOL_SOCKET, Linux.SO_RCVTIMEO, new OptionValue.Time(0, 1_000_000)));
                t.get(fd, Linux.SOL_SOCKET, Linux.SO_PROTOCOL);
                t.get(fd, Linux.SOL_SOCKET, Linux.SO_DOMAIN);
                t.get(fd, Linux.SOL_SOCKET, Linux.SO_ACCEPTCONN);
                t.get(t.listening(), Linux.SOL_SOCKET, Linux.SO_ACCEPTCONN);
            });
            ALL.put("queues", t -> {
                t.pair();
                t.asked(t.client, Linux.SIOCINQ);
                t.write(t.server, 100);
                t.asked(t.client, Linux.SIOCINQ);
                t.asked(t.server, Linux.SIOCOUTQNSD);
                t.fill(t.server);
                t.drain(t.client);
                t.call("shutdown", t.calls.shutdown(t.server, Linux.SHUT_WR));
                t.drain(t.client);
            });
            ALL.put("flags", t -> {
                t.pair();
                t.call("send", t.calls.send(t.client, List.of(new byte[3]), Linux.MSG_MORE));
                t.write(t.client, 4);
                t.call("recv", t.calls.recv(t.server, List.of(new byte[20]), Linux.MSG_WAITALL));
                t.write(t.client, 4);
                t.call("recv", t.calls.recv(t.server, List.of(new byte[3]), Linux.MSG_TRUNC));
                t.read(t.server, 10);
                t.call("recv", t.calls.recv(t.server, List.of(new byte[3]), Linux.MSG_ERRQUEUE));
                t.call("recv", t.calls.recv(t.server, List.of(new byte[3]), Linux.MSG_OOB));
                t.read(t.server, 0);
            });
            ALL.put("urgent data", t -> {
                t.pair();
                t.set(t.server, Linux.SOL_SOCKET, Linux.SO_OOBINLINE, 1);
                t.call("send", t.calls.send(t.client, List.of(new byte[3]), Linux.MSG_OOB));
                t.ready(t.server);
                t.read(t.server, 2);
                t.read(t.server, 10);
                t.ready(t.server);
            });
            ALL.put("epoll", t -> {
                t.pair();
                int ep = t.epoll();
                t.control(ep, Linux.EPOLL_CTL_ADD, t.server, Linux.POLLIN | Linux.POLLOUT | Linux.POLLRDHUP);
                t.control(ep, Linux.EPOLL_CTL_ADD, t.server, Linux.POLLIN);
                t.events(ep);
                t.events(ep);
                t.write(t.client, 10);
                t.events(ep);
                t.control(ep, Linux.EPOLL_CTL_MOD, t.server, Linux.POLLIN);
                t.events(ep);
                t.read(t.server, 10);
                t.events(ep);
                t.ready(ep);
                t.call("shutdown", t.calls.shutdown(t.client, Linux.SHUT_WR));
                t.events(ep);
                t.control(ep, Linux.EPOLL_CTL_DEL, t.server, 0);
                t.control(ep, Linux.EPOLL_CTL_DEL, t.server, 0);
                t.control(ep, Linux.EPOLL_CTL_MOD, t.server, 0);
                t.control(ep, 7, t.server, 0);
                t.control(ep, Linux.EPOLL_CTL_ADD, ep, 0);
                t.control(t.client, Linux.EPOLL_CTL_ADD, t.server, 0);
                t.call("epoll_wait", t.calls.epollWait(ep, 0, 0));
                t.call("epoll_wait", t.calls.epollWait(t.client, 1, 0));
            });
            ALL.put("epoll, edges", t -> {
                t.pair();
                int ep = t.epoll();
                t.control(ep, Linux.EPOLL_CTL_ADD, t.server, Linux.POLLIN | Linux.POLLOUT | Linux.EPOLLET);
                t.events(ep);
                t.events(ep);
                t.write(t.client, 10);
                t.events(ep);
                t.events(ep);
                t.write(t.client, 10);
                t.events(ep);
                t.write(t.server, 10);
                t.read(t.client, 10);
                t.events(ep);
                t.control(ep, Linux.EPOLL_CTL_MOD, t.server, Linux.POLLIN | Linux.POLLOUT | Linux.EPOLLET);
                t.events(ep);
                t.call("shutdown", t.calls.shutdown(t.client, Linux.SHUT_WR));
                t.events(ep);
                t.events(ep);
                t.fill(t.server);
                t.events(ep);
                t.drain(t.client);
                t.events(ep);
                t.events(ep);
            });
            ALL.put("epoll, once", t -> {
                t.pair();
                int ep = t.epoll();
                t.control(ep, Linux.EPOLL_CTL_ADD, t.server, Linux.POLLIN | Linux.EPOLLONESHOT);
                t.write(t.client, 10);
                t.events(ep);
                t.events(ep);
                t.write(t.client, 10);
                t.events(ep);
                t.control(ep, Linux.EPOLL_CTL_MOD, t.server, Linux.POLLIN | Linux.EPOLLONESHOT);
                t.events(ep);
                t.linger(t.client, 0);
                t.call("close", t.calls.close(t.client));
                t.events(ep);
            });
            ALL.put("epoll, several, and a close", t -> {
                t.pair();
                int ep = t.epoll();
                t.control(ep, Linux.EPOLL_CTL_ADD, t.server, Linux.POLLOUT);
                t.control(ep, Linux.EPOLL_CTL_ADD, t.client, Linux.POLLOUT);
                t.order(ep, 1);
                t.order(ep, 1);
                t.order(ep, 1);
                t.order(ep, 9);
                t.call("close", t.calls.close(t.client));
                t.order(ep, 9);
            });
        }
    }
}
