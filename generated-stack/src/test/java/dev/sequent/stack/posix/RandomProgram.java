package dev.sequent.stack.posix;

import java.util.List;
import java.util.Random;

/** A client and a server on one host that make calls at random. */
final class RandomProgram {

    private final Transcript t;
    private final Random random;
    private int epoll;
    private int port;

    RandomProgram(Transcript t, long seed) {
        this.t = t;
        this.random = new Random(seed);
    }

    void run(int calls) {
        int listener = t.listening();
        port = t.port(listener);
        t.client = t.socket();
        t.begin("connect", t.calls.connect(t.client, t.at(port)));
        t.server = t.accept(listener);
        t.set(t.client, Linux.SOL_TCP, Linux.TCP_NODELAY, 1);
        t.set(t.server, Linux.SOL_TCP, Linux.TCP_NODELAY, 1);
        epoll = t.epoll();
        t.control(epoll, Linux.EPOLL_CTL_ADD, t.client, interest());
        t.control(epoll, Linux.EPOLL_CTL_ADD, t.server, interest());
        for (int i = 0; i < calls; i++) {
            call(random.nextBoolean() ? t.client : t.server);
        }
    }

    private int interest() {
        int events = 0;
        for (int bit : new int[] {Linux.POLLIN, Linux.POLLOUT, Linux.POLLRDHUP, Linux.EPOLLET, Linux.EPOLLONESHOT}) {
            events |= random.nextBoolean() ? bit : 0;
        }
        return events;
    }

    private void call(int fd) {
        t.line(fd == t.client ? "client" : "server", "");
        switch (random.nextInt(22)) {
            case 0, 1, 2 -> t.write(fd, 1 + random.nextInt(30));
            case 3, 4, 5 -> t.read(fd, 1 + random.nextInt(40));
            case 6 -> t.peek(fd, 1 + random.nextInt(40));
            case 7 -> t.call("shutdown", t.calls.shutdown(fd, Linux.SHUT_WR));
            case 8 -> t.call("shutdown", t.calls.shutdown(fd, random.nextInt(3)));
            case 9, 10 -> {
                t.ready(t.client);
                t.ready(t.server);
                t.state(t.client);
                t.state(t.server);
            }
            case 11, 12, 13 -> t.events(epoll);
            case 14 -> t.error(fd);
            case 15 -> t.call("getpeername", t.calls.getpeername(fd));
            case 16 -> t.control(epoll, Linux.EPOLL_CTL_MOD, fd, interest());
            case 17 -> t.call("recv", t.calls.recv(fd, List.of(new byte[20]), Linux.MSG_WAITALL | Linux.MSG_DONTWAIT));
            case 18 -> t.asked(fd, Linux.SIOCINQ);
            case 19 -> t.call("connect", t.calls.connect(fd, t.at(port)));
            case 20 -> {
                if (random.nextInt(3) == 0) {
                    t.call("close", t.calls.close(fd));
                }
            }
            default -> {
                if (random.nextInt(3) == 0) {
                    t.linger(fd, 0);
                    t.call("close", t.calls.close(fd));
                }
            }
        }
    }
}
