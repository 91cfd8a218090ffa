package dev.sequent.codegen;

import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Effects as lines of text, and the messages among them as copies. */
public final class Recorder implements Effects {
    private final List<String> lines = new ArrayList<>();
    private final Deque<Message> sent = new ArrayDeque<>();
    private final Deque<Long> answers = new ArrayDeque<>();
    private long answer;

    /** What functions of the runtime return: these in turn, then the last one for ever. */
    Recorder answering(long... values) {
        for (long value : values) {
            answers.add(value);
        }
        return this;
    }

    /** Lines since the last time. */
    List<String> take() {
        var taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    /** The oldest message not yet taken. */
    Message message() {
        return sent.removeFirst();
    }

    boolean silent() {
        return sent.isEmpty();
    }

    void forget() {
        lines.clear();
        sent.clear();
    }

    @Override
    public void send(Message message) {
        sent.add(message.copy());
        lines.add("send " + message.kind());
    }

    @Override
    public void start(int timer, long at) {
        lines.add("start " + timer + " at " + at);
    }

    @Override
    public void stop(int timer) {
        lines.add("stop " + timer);
    }

    @Override
    public void signal(int signal) {
        lines.add("signal " + signal);
    }

    @Override
    public void effect(int effect, long a, long b, long c, long d) {
        lines.add("effect " + effect + " " + a + " " + b + " " + c + " " + d);
    }

    @Override
    public long function(int function, long a, long b, long c, long d) {
        if (!answers.isEmpty()) {
            answer = answers.removeFirst();
        }
        lines.add("function " + function + " " + a + " " + b + " " + c + " " + d);
        return answer;
    }
}
