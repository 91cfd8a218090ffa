package dev.sequent.packet.run;

import dev.sequent.packet.script.Action.SystemCall;
import dev.sequent.packet.script.ScriptPrinter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The system calls of a run, and what is asked of a connection in between. */
final class Calls {
    private static final int SOL_TCP = 6;
    private static final int TCP_INFO = 11;
    private static final int EINVAL = 22;

    /** A call that was made and has not been judged yet. */
    private record Underway(
            SystemCall call,
            Request request,
            Subject.Pending pending,
            boolean blocks,
            Timeline.Window window,
            int line) {}

    private final Settings settings;
    private final Subject subject;
    private final Timeline timeline;
    private final Ladder ladder;
    private final Connections connections;
    private final Descriptors descriptors = new Descriptors();
    private final CallDecoder decoder;
    private @Nullable Underway underway;
    /** The socket that was made, accepted or connected last: the one that assertions are about. */
    private int current = -1;

    Calls(Settings settings, Subject subject, Timeline timeline, Ladder ladder, Connections connections) {
        this.settings = settings;
        this.subject = subject;
        this.timeline = timeline;
        this.ladder = ladder;
        this.connections = connections;
        this.decoder = new CallDecoder(settings, descriptors);
    }

    void make(SystemCall call, boolean blocks, Timeline.Window window, int line) {
        finish();
        Request request = decoder.request(call);
        long at = subject.now();
        timeline.over(at);
        Subject.Pending pending = call(call, request);
        subject.advanceTo(at);
        underway = new Underway(call, request, pending, blocks, window, line);
        if (!blocks) {
            await(pending, at + settings.tolerance());
            // Where time is real, it took a moment until the call was made.
            Reply reply = pending.reply();
            timeline.over(reply == null ? at : reply.at());
        }
        if (pending.reply() == null) {
            if (!blocks) {
                underway = null;
                ladder.call(line, at, shown(call) + " ...", "");
                throw new Mismatch(
                        line,
                        "the call blocks, and should return at once",
                        "  expected  " + ReplyCheck.expected(call) + "\n  actual    no result yet\n"
                                + "            a call that blocks is written with the time at which it returns: +0...0.2\n"
                                + state());
            }
            ladder.call(line, at, shown(call) + " ...", "");
        }
        check();
    }

    private Subject.Pending call(SystemCall call, Request request) {
        if (!CallLengths.areRefused(call) || isRefusedBefore(call, request)) {
            return subject.call(request);
        }
        var reply = new Reply(-1, EINVAL, subject.now(), Reply.NOTHING);
        return () -> reply;
    }

    /** Whether the host says something else before it looks at lengths: EBADF, EISCONN, ENOTCONN. */
    private boolean isRefusedBefore(SystemCall call, Request request) {
        if (request instanceof Request.Poll) {
            return false; // Its descriptors are looked at one by one, later.
        }
        int fd = descriptors.live(Values.integer(call.arguments().getFirst(), "the descriptor"));
        return !descriptors.isOpen(fd)
                || request instanceof Request.Connect && isConnected(fd)
                || request instanceof Request.RemoteName && !isConnected(fd);
    }

    private boolean isConnected(int fd) {
        Reply reply = subject.call(new Request.RemoteName(fd)).reply();
        return reply != null && reply.value() >= 0;
    }

    private static String shown(SystemCall call) {
        String text = ScriptPrinter.text(call);
        return text.substring(0, text.lastIndexOf(") = ") + 1);
    }

    /** Judges the call that is under way, if it has returned. */
    void check() {
        Underway made = underway;
        if (made == null) {
            return;
        }
        Reply reply = made.pending.reply();
        if (reply == null) {
            return;
        }
        underway = null;
        ladder.call(made.line, reply.at(), shown(made.call) + " = " + ReplyCheck.text(made.call, reply), "");
        judge(made, reply);
        remember(made, reply);
    }

    /** Waits for the call that is under way. */
    void finish() {
        Underway made = underway;
        if (made == null) {
            return;
        }
        await(made.pending, timeline.latest(made.window));
        timeline.over(subject.now());
        if (made.pending.reply() == null) {
            underway = null;
            throw new Mismatch(
                    made.line,
                    "the call has not returned until " + timeline.text(subject.now()) + " s, and should at "
                            + timeline.text(made.window.to()) + " s",
                    "  expected  " + ReplyCheck.expected(made.call) + "\n" + state());
        }
        check();
    }

    private void await(Subject.Pending pending, long latest) {
        while (pending.reply() == null && subject.now() < latest) {
            subject.await(latest);
        }
    }

    private void judge(Underway made, Reply reply) {
        if (!ReplyCheck.sameResult(made.call, reply)) {
            ReplyCheck.lack(made.call, made.request, reply).ifPresent(what -> {
                throw new UnsupportedException(what);
            });
            var comparison =
                    new Comparison().part(ReplyCheck.expected(made.call), ReplyCheck.text(made.call, reply), false);
            throw new Mismatch(
                    made.line, made.call.name() + " has returned something else", comparison.text() + state());
        }
        Optional<String> difference = ReplyCheck.difference(made.call, made.request, reply);
        if (difference.isPresent()) {
            throw new Mismatch(
                    made.line, made.call.name() + " has handed back something else: " + difference.get(), state());
        }
        long due = made.window.to();
        if (made.blocks && (reply.at() < due - settings.tolerance() || timeline.isLate(reply.at(), made.window))) {
            throw new Mismatch(
                    made.line,
                    made.call.name() + " has returned at " + timeline.text(reply.at()) + " s, and should at "
                            + timeline.text(due) + " s",
                    state());
        }
    }

    private String state() {
        return connections.current().map(c -> state(subject, c)).orElse("");
    }

    /** A line; empty if the host cannot say it. */
    static String state(Subject subject, Connection connection) {
        String state = subject.state(connection.localPort(), connection.remote(), connection.remotePort())
                .orElse("no connection");
        return state.isEmpty() ? "" : "  state     " + state + "\n";
    }

    /** What later packets and calls are about. */
    private void remember(Underway made, Reply reply) {
        if (reply.value() >= 0 && ReplyCheck.opens(made.call)) {
            int script = (int) Values.number(made.call.result()).orElse(reply.value());
            descriptors.opened(script, (int) reply.value());
        }
        if (made.request instanceof Request.Close close && reply.value() >= 0) {
            descriptors.closed(close.fd());
        }
        if (made.request instanceof Request.Socket) {
            current = (int) reply.value();
        } else if (made.request instanceof Request.Connect connect) {
            current = connect.fd();
        } else if (made.request instanceof Request.Listen listen && reply.value() >= 0) {
            port(listen.fd()).ifPresent(connections::listens);
        } else if (made.request instanceof Request.Accept && reply.value() >= 0) {
            current = (int) reply.value();
            if (reply.out() instanceof Reply.Out.Name(Address remote)) {
                port(current).ifPresent(local -> connections.current(local, remote));
            }
        }
    }

    /** The local port of a socket. */
    private Optional<Integer> port(int fd) {
        Reply reply = subject.call(new Request.LocalName(fd)).reply();
        return reply != null && reply.out() instanceof Reply.Out.Name(Address local)
                ? Optional.of(local.port())
                : Optional.empty();
    }

    // ---------------------------------------------------------------- assertions

    void evaluate(String code, int line) {
        if (current < 0) {
            throw new UnsupportedException("an assertion before there is any socket");
        }
        Map<String, Long> fields = Map.of();
        Reply reply =
                subject.call(new Request.GetOption(current, SOL_TCP, TCP_INFO)).reply();
        if (reply != null && reply.out() instanceof Reply.Out.Option(OptionSetting.Info info)) {
            fields = info.fields();
        }
        Optional<String> wrong = new Assertions(fields, text -> ladder.remark("printed: " + text)).run(code);
        if (wrong.isPresent()) {
            throw new Mismatch(line, "the assertion does not hold: " + wrong.get(), state());
        }
    }
}
