package dev.sequent.packet.posix;

import dev.sequent.packet.run.Address;
import dev.sequent.packet.run.OptionSetting;
import dev.sequent.packet.run.Reply;
import dev.sequent.packet.run.Request;
import dev.sequent.packet.run.Subject;
import dev.sequent.packet.run.UnsupportedException;
import dev.sequent.stack.posix.Answer;
import dev.sequent.stack.posix.Call;
import dev.sequent.stack.posix.EpollEvent;
import dev.sequent.stack.posix.OptionValue;
import dev.sequent.stack.posix.PollFd;
import dev.sequent.stack.posix.SocketAddress;
import dev.sequent.stack.posix.SystemCalls;
import dev.sequent.wire.Ipv4Address;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Requests of a script as system calls: of the stack, or of the kernel. */
public final class PosixCalls {

    private final SystemCalls calls;

    public PosixCalls(SystemCalls calls) {
        this.calls = calls;
    }

    /** A call that was made; what it handed back is looked at when it has returned. */
    private record Made(Call call, Supplier<Reply.Out> out) implements Subject.Pending {
        @Override
        public @Nullable Reply reply() {
            if (!call.hasReturned()) {
                return null;
            }
            long value = call.result().value();
            int errno = call.result().errno().map(e -> e.number()).orElse(0);
            return new Reply(value, errno, call.returnedAt(), value < 0 ? Reply.NOTHING : out.get());
        }
    }

    /** Makes the system call that a script wants. */
    public Subject.Pending make(Request request) {
        return switch (request) {
            case Request.Socket r -> plain(calls.socket(r.domain(), r.type(), r.protocol()));
            case Request.Bind r -> plain(calls.bind(r.fd(), address(r.address())));
            case Request.Listen r -> plain(calls.listen(r.fd(), r.backlog()));
            case Request.Accept r -> named(calls.accept4(r.fd(), r.flags()));
            case Request.Connect r -> plain(calls.connect(r.fd(), address(r.address())));
            case Request.Receive r ->
                plain(r.flags() == 0 ? calls.readv(r.fd(), r.buffers()) : calls.recv(r.fd(), r.buffers(), r.flags()));
            case Request.ReceiveMessage r -> {
                Answer<Integer> answer = calls.recvmsg(r.fd(), r.buffers(), r.flags());
                yield new Made(answer, () -> new Reply.Out.Message(answer.out()));
            }
            case Request.Send r ->
                plain(r.flags() == 0 ? calls.writev(r.fd(), r.buffers()) : calls.send(r.fd(), r.buffers(), r.flags()));
            case Request.Shutdown r -> plain(calls.shutdown(r.fd(), r.how()));
            case Request.Close r -> plain(calls.close(r.fd()));
            case Request.Fcntl r -> plain(calls.fcntl(r.fd(), r.command(), r.argument()));
            case Request.Ioctl r -> {
                Answer<Integer> answer = calls.ioctl(r.fd(), r.request(), r.argument());
                yield new Made(answer, () -> new Reply.Out.Number(answer.out()));
            }
            case Request.GetOption r -> {
                Answer<OptionValue> answer = calls.getsockopt(r.fd(), r.level(), r.name());
                yield new Made(answer, () -> new Reply.Out.Option(setting(answer.out())));
            }
            case Request.SetOption r -> plain(calls.setsockopt(r.fd(), r.level(), r.name(), value(r.value())));
            case Request.LocalName r -> named(calls.getsockname(r.fd()));
            case Request.RemoteName r -> named(calls.getpeername(r.fd()));
            case Request.Poll r -> poll(r);
            case Request.EpollCreate r -> plain(calls.epollCreate1(r.flags()));
            case Request.EpollControl r ->
                plain(calls.epollCtl(r.epoll(), r.operation(), r.fd(), new EpollEvent(r.events(), r.data())));
            case Request.EpollWait r -> epollWait(r);
        };
    }

    private Subject.Pending poll(Request.Poll request) {
        Answer<List<Integer>> answer = calls.poll(
                request.interests().stream()
                        .map(i -> new PollFd(i.fd(), i.events()))
                        .toList(),
                request.timeout());
        return new Made(answer, () -> new Reply.Out.Events(answer.out()));
    }

    private Subject.Pending epollWait(Request.EpollWait request) {
        Answer<List<EpollEvent>> answer = calls.epollWait(request.epoll(), request.most(), request.timeout());
        return new Made(
                answer,
                () -> new Reply.Out.Epoll(answer.out().stream()
                        .map(e -> new Reply.Out.Ready(e.events(), e.data()))
                        .toList()));
    }

    private static Subject.Pending plain(Call call) {
        return new Made(call, () -> Reply.NOTHING);
    }

    private static Subject.Pending named(Answer<SocketAddress> answer) {
        return new Made(answer, () -> new Reply.Out.Name(address(answer.out())));
    }

    private static SocketAddress address(Address address) {
        return new SocketAddress(address.family(), address.address(), address.port());
    }

    private static Address address(SocketAddress address) {
        return new Address(address.family(), (Ipv4Address) address.address(), address.port());
    }

    private static OptionValue value(OptionSetting setting) {
        return switch (setting) {
            case OptionSetting.Number n -> new OptionValue.Number(n.value());
            case OptionSetting.Linger l -> new OptionValue.Linger(l.on(), l.seconds());
            case OptionSetting.Time t -> new OptionValue.Time(t.seconds(), t.micros());
            case OptionSetting.Name name ->
                throw new UnsupportedException("a socket option with the value \"" + name.text() + '"');
            case OptionSetting.Info ignored -> throw new UnsupportedException("setting TCP_INFO");
        };
    }

    private static OptionSetting setting(OptionValue value) {
        return switch (value) {
            case OptionValue.Number n -> new OptionSetting.Number(n.value());
            case OptionValue.Linger l -> new OptionSetting.Linger(l.on(), l.seconds());
            case OptionValue.Time t -> new OptionSetting.Time(t.seconds(), t.micros());
            case OptionValue.Info info -> new OptionSetting.Info(info.info().fields());
        };
    }
}
