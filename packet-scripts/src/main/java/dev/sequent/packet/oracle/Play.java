package dev.sequent.packet.oracle;

import dev.sequent.packet.oracle.Step.UserCall;
import dev.sequent.packet.run.Address;
import dev.sequent.packet.run.EventNames;
import dev.sequent.packet.run.OptionSetting;
import dev.sequent.packet.run.Reply;
import dev.sequent.packet.run.Request;
import dev.sequent.packet.run.Settings;
import dev.sequent.packet.run.Subject;
import dev.sequent.packet.script.Symbols;
import java.util.ArrayList;
import java.util.List;

/** An exchange with one host, step by step. */
final class Play {
    /** How long a host has to answer; the shortest of the timers that anybody sets is an ACK's, 40 ms. */
    private static final long ANSWER = 2_000_000;

    /** A step that took so much longer has seen timers run that it was not to see. */
    private static final long DISTURBED = 30_000_000;

    private static final long MILLIS = 1_000_000;

    /** A call that has not returned by then is blocked. */
    private static final long PATIENCE = 10_000 * MILLIS;

    private final Subject subject;
    private final Settings settings;
    private final Remote remote;
    private int listener = -1;
    private int socket = -1;
    /** Octets that the user has written, and read. */
    private long written;

    private long read;

    private Play(Subject subject, Settings settings, int isn) {
        this.subject = subject;
        this.settings = settings;
        this.remote = new Remote(settings, isn);
    }

    /** Time ran away, as on a busy machine it does: what was seen says nothing. */
    static final class DisturbedException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /**
     * Tells a host all of an exchange.
     *
     * @return an observation for each step
     */
    static List<Observation> run(Exchange exchange, Subject subject, Settings settings) throws DisturbedException {
        Play play = new Play(subject, settings, exchange.isn());
        List<Observation> all = new ArrayList<>();
        for (Step step : exchange.steps()) {
            all.add(play.observe(step));
        }
        return all;
    }

    private Observation observe(Step step) throws DisturbedException {
        long planned = subject.now() + ANSWER + (step instanceof Step.Quiet q ? q.millis() * MILLIS : 0);
        String reply = "";
        switch (step) {
            case Step.Arrival a -> subject.deliver(remote.datagram(a));
            case Step.Report r -> remote.datagram(r).ifPresent(subject::deliver);
            case UserCall c -> reply = call(c);
            case Step.Quiet ignored -> {}
        }
        subject.advanceTo(planned);
        List<Subject.Sent> sent = new ArrayList<>();
        for (Subject.Sent one = subject.poll(); one != null; one = subject.poll()) {
            sent.add(one);
        }
        boolean reading = step instanceof UserCall c && c.name() == UserCall.Name.READ;
        Answer answer = remote.answer(sent, reading);
        String state = subject.state(settings.bindPort(), settings.remote(), settings.connectPort())
                .orElse("CLOSED");
        String events = events();
        if (subject.now() - planned > DISTURBED) {
            throw new DisturbedException();
        }
        return new Observation(reply, answer, state, events, remote.taken());
    }

    // ---------------------------------------------------------------- the user

    private String call(UserCall call) {
        return switch (call.name()) {
            case LISTEN -> {
                listener = socket();
                bind(listener);
                yield outcome(make(new Request.Listen(listener, 5)));
            }
            case CONNECT -> {
                socket = socket();
                bind(socket);
                yield outcome(make(new Request.Connect(
                        socket, new Address(symbol("AF_INET"), settings.remote(), settings.connectPort()))));
            }
            case ACCEPT -> accept();
            case READ -> read(call.octets());
            case WRITE -> write(call.octets());
            case SHUT_READING -> shut("SHUT_RD");
            case SHUT_WRITING -> shut("SHUT_WR");
            case CLOSE -> close();
            case ABORT -> {
                if (socket >= 0) {
                    make(new Request.SetOption(
                            socket, symbol("SOL_SOCKET"), symbol("SO_LINGER"), new OptionSetting.Linger(true, 0)));
                }
                yield close();
            }
            case NO_DELAY -> set("IPPROTO_TCP", "TCP_NODELAY");
        };
    }

    private int socket() {
        int fd = (int) make(new Request.Socket(
                        symbol("AF_INET"), symbol("SOCK_STREAM") | symbol("SOCK_NONBLOCK"), symbol("IPPROTO_TCP")))
                .value();
        make(new Request.SetOption(fd, symbol("SOL_SOCKET"), symbol("SO_REUSEADDR"), new OptionSetting.Number(1)));
        return fd;
    }

    private void bind(int fd) {
        Reply reply = make(new Request.Bind(fd, new Address(symbol("AF_INET"), settings.local(), settings.bindPort())));
        if (reply.value() != 0) {
            throw new IllegalStateException("bind: " + outcome(reply));
        }
    }

    private String accept() {
        if (listener < 0) {
            return "no listener";
        }
        Reply reply = make(new Request.Accept(listener, symbol("SOCK_NONBLOCK")));
        if (reply.value() < 0) {
            return outcome(reply);
        }
        socket = (int) reply.value();
        return "accepted";
    }

    private String read(int octets) {
        if (socket < 0) {
            return "no socket";
        }
        byte[] buffer = new byte[octets];
        Reply reply = make(new Request.Receive(socket, List.of(buffer), 0));
        for (int i = 0; i < reply.value(); i++) {
            // The first octet of the remote's stream stands behind its SYN.
            if (buffer[i] != Remote.octet(1 + read + i)) {
                return outcome(reply) + ", and octet " + (read + i) + " is not the remote's";
            }
        }
        read += Math.max(0, reply.value());
        return outcome(reply);
    }

    private String write(int octets) {
        if (socket < 0) {
            return "no socket";
        }
        byte[] buffer = new byte[octets];
        for (int i = 0; i < octets; i++) {
            buffer[i] = Remote.octet(1 + written + i);
        }
        Reply reply = make(new Request.Send(socket, List.of(buffer), symbol("MSG_NOSIGNAL")));
        written += Math.max(0, reply.value());
        return outcome(reply);
    }

    private String shut(String how) {
        return socket < 0 ? "no socket" : outcome(make(new Request.Shutdown(socket, symbol(how))));
    }

    private String close() {
        if (socket < 0) {
            return "no socket";
        }
        Reply reply = make(new Request.Close(socket));
        socket = -1;
        return outcome(reply);
    }

    private String set(String level, String name) {
        return socket < 0
                ? "no socket"
                : outcome(
                        make(new Request.SetOption(socket, symbol(level), symbol(name), new OptionSetting.Number(1))));
    }

    private String events() {
        int fd = socket >= 0 ? socket : listener;
        if (fd < 0) {
            return "";
        }
        int asked = symbol("POLLIN") | symbol("POLLOUT") | symbol("POLLRDHUP");
        Reply reply = make(new Request.Poll(List.of(new Request.Interest(fd, asked)), 0));
        return reply.out() instanceof Reply.Out.Events e
                ? EventNames.text("POLL", e.revents().getFirst())
                : outcome(reply);
    }

    private Reply make(Request request) {
        Subject.Pending pending = subject.call(request);
        Reply reply = pending.reply();
        long until = subject.now() + PATIENCE;
        while (reply == null && subject.now() < until) {
            subject.advanceTo(subject.now() + MILLIS / 10);
            reply = pending.reply();
        }
        if (reply == null) {
            throw new IllegalStateException("a call that cannot block is blocked: " + request);
        }
        return reply;
    }

    private static String outcome(Reply reply) {
        return reply.value() < 0 ? Symbols.errno(reply.errno()) : Long.toString(reply.value());
    }

    private static int symbol(String name) {
        return (int) Symbols.value(name).orElseThrow(() -> new IllegalStateException("no symbol " + name));
    }
}
