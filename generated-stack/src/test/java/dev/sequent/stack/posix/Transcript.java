package dev.sequent.stack.posix;

import java.util.List;
import java.util.TreeMap;

/**
 * What calls have returned, written down so that it is the same wherever it is the same. All calls are non-blocking.
 */
final class Transcript {

    private static final int ALL =
            Linux.POLLIN | Linux.POLLPRI | Linux.POLLOUT | Linux.POLLRDNORM | Linux.POLLWRNORM | Linux.POLLRDHUP;

    private static final TreeMap<Integer, String> NAMES = new TreeMap<>();

    static {
        NAMES.put(Linux.POLLIN, "IN");
        NAMES.put(Linux.POLLPRI, "PRI");
        NAMES.put(Linux.POLLOUT, "OUT");
        NAMES.put(Linux.POLLERR, "ERR");
        NAMES.put(Linux.POLLHUP, "HUP");
        NAMES.put(Linux.POLLNVAL, "NVAL");
        NAMES.put(Linux.POLLRDNORM, "RDNORM");
        NAMES.put(Linux.POLLWRNORM, "WRNORM");
        NAMES.put(Linux.POLLRDHUP, "RDHUP");
    }

    final SystemCalls calls;
    private final String address;
    private final Runnable rest;
    private final StringBuilder text = new StringBuilder();

    int client;
    int server;

    /** @param rest lets what is under way arrive */
    Transcript(SystemCalls calls, String address, Runnable rest) {
        this.calls = calls;
        this.address = address;
        this.rest = rest;
    }

    void line(String what, String outcome) {
        text.append(what).append(" = ").append(outcome).append('\n');
    }

    private static String outcome(Call call) {
        return call.result().toString();
    }

    void call(String name, Call call) {
        rest.run();
        line(name, outcome(call));
    }

    /** One that may return before what it has begun is over, or after. */
    void begin(String name, Call call) {
        call(name, call);
    }

    SocketAddress at(int port) {
        return SocketAddress.inet(address, port);
    }

    int port(int fd) {
        return calls.getsockname(fd).out().port();
    }

    int socket() {
        return (int) calls.socket(Linux.AF_INET, Linux.SOCK_STREAM | Linux.SOCK_NONBLOCK, 0)
                .result()
                .value();
    }

    int listening() {
        int fd = socket();
        call("bind", calls.bind(fd, at(0)));
        call("listen", calls.listen(fd, 5));
        return fd;
    }

    int accept(int listener) {
        Answer<SocketAddress> accept = calls.accept4(listener, Linux.SOCK_NONBLOCK);
        rest.run();
        line("accept", accept.result().hasFailed() ? outcome(accept) : "a descriptor");
        return (int) accept.result().value();
    }

    void pair() {
        int listener = listening();
        client = socket();
        begin("connect", calls.connect(client, at(port(listener))));
        server = accept(listener);
    }

    void read(int fd, int octets) {
        call("read", calls.read(fd, new byte[octets]));
    }

    void peek(int fd, int octets) {
        call("peek", calls.recv(fd, List.of(new byte[octets]), Linux.MSG_PEEK));
    }

    void write(int fd, int octets) {
        call("write", calls.write(fd, new byte[octets]));
    }

    /** Writes until no more can be written. */
    void fill(int fd) {
        Call call;
        int quiet = 0;
        do {
            call = calls.write(fd, new byte[50_000]);
            quiet = call.result().hasFailed() ? quiet + 1 : 0;
            rest.run();
        } while (quiet < 5
                && call.result().errno().filter(e -> e != Errno.EAGAIN).isEmpty());
        line("fill", outcome(call));
    }

    /** Reads until no more can be read. */
    void drain(int fd) {
        Call call;
        int quiet = 0;
        do {
            call = calls.read(fd, new byte[50_000]);
            quiet = call.result().hasFailed() ? quiet + 1 : 0;
            rest.run();
        } while (quiet < 60
                && call.result().value() != 0
                && call.result().errno().filter(e -> e != Errno.EAGAIN).isEmpty());
        line("drain", outcome(call));
    }

    void linger(int fd, int seconds) {
        call("linger", calls.setsockopt(fd, Linux.SOL_SOCKET, Linux.SO_LINGER, new OptionValue.Linger(true, seconds)));
    }

    void set(int fd, int level, int name, int value) {
        call(
                "set " + level + " " + name + " " + value,
                calls.setsockopt(fd, level, name, new OptionValue.Number(value)));
    }

    void get(int fd, int level, int name) {
        Answer<OptionValue> answer = calls.getsockopt(fd, level, name);
        line("get " + level + " " + name, outcome(answer) + (answer.result().hasFailed() ? "" : " " + answer.out()));
    }

    void error(int fd) {
        get(fd, Linux.SOL_SOCKET, Linux.SO_ERROR);
    }

    /** Of TCP, as TCP_INFO tells it; FIN-WAIT-1 for FIN-WAIT-2, since the kernel delays the ACK of a FIN. */
    void state(int fd) {
        Answer<OptionValue> answer = calls.getsockopt(fd, Linux.SOL_TCP, Linux.TCP_INFO);
        if (answer.result().hasFailed()) {
            line("tcpi_state", outcome(answer));
        } else {
            long state =
                    ((OptionValue.Info) answer.out()).info().get("tcpi_state").orElseThrow();
            line("tcpi_state", Long.toString(state == 5 ? 4 : state));
        }
    }

    void asked(int fd, int request) {
        Answer<Integer> answer = calls.ioctl(fd, request, 0);
        line("ioctl " + request, outcome(answer) + (answer.result().hasFailed() ? "" : " " + answer.out()));
    }

    private static String names(int ready) {
        StringBuilder names = new StringBuilder();
        NAMES.forEach((bit, name) -> names.append((ready & bit) != 0 ? name + " " : ""));
        return names.toString().strip();
    }

    void ready(int fd) {
        Answer<List<Integer>> poll = calls.poll(List.of(new PollFd(fd, ALL)), 0);
        line("poll", outcome(poll) + " " + names(poll.out().getFirst()));
    }

    int epoll() {
        return (int) calls.epollCreate1(0).result().value();
    }

    void control(int epfd, int operation, int fd, int events) {
        call(
                "epoll_ctl " + operation,
                calls.epollCtl(epfd, operation, fd, new EpollEvent(events, fd == client ? 1 : 2)));
    }

    /** In no order: whether a call's own socket comes before the remote's is a matter of the link. */
    void events(int epfd) {
        Answer<List<EpollEvent>> wait = calls.epollWait(epfd, 8, 0);
        line(
                "epoll_wait",
                outcome(wait) + " "
                        + wait.out().stream()
                                .map(e -> names(e.events()))
                                .sorted()
                                .toList());
    }

    /** Whose turn it is. */
    void order(int epfd, int most) {
        Answer<List<EpollEvent>> wait = calls.epollWait(epfd, most, 0);
        line(
                "epoll_wait",
                outcome(wait) + " " + wait.out().stream().map(EpollEvent::data).toList());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
