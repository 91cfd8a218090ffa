package dev.sequent.stack.posix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.stack.tcp.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A program that makes system calls, on the stack of an {@link Exchange}: what it calls and what is on the wire stand
 * in one test, in their order. Where nothing else is said, the stack has had its turn when a method returns.
 */
final class Program implements AutoCloseable {

    static final SocketAddress REMOTE = SocketAddress.inet("192.0.2.2", Exchange.PORT);
    static final SocketAddress ANY = SocketAddress.inet("0.0.0.0", Exchange.PORT);

    final Exchange x;
    final SystemCalls calls;

    Program(String... parameters) {
        x = new Exchange(parameters);
        calls = new StackCalls(x.stack, x.simulation.clock());
    }

    // ---------------------------------------------------------------- what a call has come to

    /** It has returned, and not failed. @return its value */
    int ok(Call call) {
        x.settle();
        assertThat(call.hasReturned()).as("the call has returned").isTrue();
        assertThat(call.result().errno()).as(call.result().toString()).isEmpty();
        return (int) call.result().value();
    }

    void returns(long value, Call call) {
        assertThat(ok(call)).isEqualTo(value);
    }

    void fails(Errno errno, Call call) {
        x.settle();
        assertThat(call.hasReturned()).as("the call has returned").isTrue();
        assertThat(call.result().errno()).as(call.result().toString()).contains(errno);
        assertThat(call.result().value()).isEqualTo(-1);
    }

    <C extends Call> C blocks(C call) {
        x.settle();
        assertThat(call.hasReturned()).as("the call has returned " + call).isFalse();
        return call;
    }

    // ---------------------------------------------------------------- calls

    int socket() {
        return ok(calls.socket(Linux.AF_INET, Linux.SOCK_STREAM, Linux.IPPROTO_TCP));
    }

    int socketNonBlocking() {
        return ok(calls.socket(Linux.AF_INET, Linux.SOCK_STREAM | Linux.SOCK_NONBLOCK, 0));
    }

    Call write(int fd, int octets) {
        return calls.write(fd, new byte[octets]);
    }

    Call write(int fd, String text) {
        return calls.write(fd, text.getBytes(StandardCharsets.US_ASCII));
    }

    Call send(int fd, int octets, int flags) {
        return calls.send(fd, List.of(new byte[octets]), flags);
    }

    Call read(int fd, int octets) {
        return calls.read(fd, new byte[octets]);
    }

    Call recv(int fd, int octets, int flags) {
        return calls.recv(fd, List.of(new byte[octets]), flags);
    }

    Call set(int fd, int level, int name, int value) {
        return calls.setsockopt(fd, level, name, new OptionValue.Number(value));
    }

    int get(int fd, int level, int name) {
        Answer<OptionValue> answer = calls.getsockopt(fd, level, name);
        ok(answer);
        return ((OptionValue.Number) answer.out()).value();
    }

    int error(int fd) {
        return get(fd, Linux.SOL_SOCKET, Linux.SO_ERROR);
    }

    // ---------------------------------------------------------------- ladders: where a test may begin

    int listening() {
        int fd = socket();
        returns(0, calls.bind(fd, ANY));
        returns(0, calls.listen(fd, 5));
        return fd;
    }

    /** The remote (ISN 1000) has connected. */
    int accepted() {
        return accepted(listening());
    }

    int accepted(int listener) {
        x.in("<SEQ=1000><CTL=SYN><MSS=1460>");
        x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
        x.in("<SEQ=1001><ACK=ISS+1><CTL=ACK>");
        return ok(calls.accept(listener));
    }

    /** A connect is under way; its SYN is on the wire. */
    Call connecting(int fd) {
        Call call = calls.connect(fd, REMOTE);
        x.settle();
        x.out("<SEQ=ISS><CTL=SYN>");
        Answer<SocketAddress> name = calls.getsockname(fd);
        ok(name);
        x.answerTo(name.out().port());
        return call;
    }

    /** The remote (ISN 1000) accepts what {@link #connecting} began. */
    void accept() {
        x.in("<SEQ=1000><ACK=ISS+1><CTL=SYN,ACK><MSS=1460>");
        x.out("<SEQ=ISS+1><ACK=1001><CTL=ACK>");
    }

    int connected() {
        int fd = socket();
        Call call = blocks(connecting(fd));
        accept();
        returns(0, call);
        return fd;
    }

    /** The octets that the remote sends from a sequence number on. */
    static byte[] octets(int from, int n) {
        byte[] octets = new byte[n];
        for (int i = 0; i < n; i++) {
            octets[i] = (byte) ((from + i) * 31 + (from + i >>> 8));
        }
        return octets;
    }

    static byte[] first(byte[] octets, int n) {
        return Arrays.copyOf(octets, n);
    }

    @Override
    public void close() {
        x.close();
    }
}
