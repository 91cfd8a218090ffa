package dev.sequent.stack.posix;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The stories of {@link AsTheKernelTest} by name: what a client and a server on one host may get into. */
final class Stories {

    static final Map<String, AsTheKernelTest.Story> ALL = new TreeMap<>();

    private Stories() {}

    static {
        ALL.put("a new socket", t -> {
            int fd = t.socket();
            t.ready(fd);
            t.state(fd);
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
            t.state(fd);
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
        ALL.put("a connection that is dissolved", t -> {
            t.pair();
            SocketAddress nobody = new SocketAddress(Linux.AF_UNSPEC, t.at(0).address(), 0);
            t.call("connect", t.calls.connect(t.client, nobody));
            t.ready(t.client);
            t.read(t.client, 1);
            t.read(t.client, 1);
            t.read(t.server, 1);
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
            t.state(t.client);
            t.state(t.server);
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
                    t.calls.setsockopt(fd, Linux.SOL_SOCKET, Linux.SO_RCVTIMEO, new OptionValue.Time(0, 1_000_000)));
            t.get(fd, Linux.SOL_SOCKET, Linux.SO_RCVTIMEO);
            for (int time : new int[] {Linux.SO_RCVTIMEO, Linux.SO_SNDTIMEO}) {
                t.call("time", t.calls.setsockopt(fd, Linux.SOL_SOCKET, time, new OptionValue.Time(1, 500_000)));
                t.get(fd, Linux.SOL_SOCKET, time);
            }
            t.get(fd, Linux.SOL_SOCKET, Linux.SO_LINGER);
            t.linger(fd, 5);
            t.get(fd, Linux.SOL_SOCKET, Linux.SO_LINGER);
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
