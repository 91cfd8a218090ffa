package dev.sequent.check.system;

import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The world around one machine during one step: notes what it sends and passes, answers runtime functions. */
class Recorder implements Effects, Trace {
    private final Plan plan;
    private final Messages messages;
    private final PayloadModel.Side side;
    private final BitWriter writer = new BitWriter();

    final List<MessageState> sent = new ArrayList<>();
    private int[] points = new int[32];
    private int pointCount;
    /** What each call of a chosen function returns: an index into its values; beyond its end the first. */
    private int[] script = new int[8];
    private int[] arity = new int[8];
    private int asked;

    Recorder(Plan plan, Messages messages, PayloadModel.Side side) {
        this.plan = plan;
        this.messages = messages;
        this.side = side;
    }

    /** Forgets what was noted; the script of choices stays. */
    void reset() {
        sent.clear();
        pointCount = 0;
        asked = 0;
    }

    void choose(int[] choices) {
        script = Arrays.copyOf(choices, Math.max(8, choices.length));
        asked = 0;
    }

    void chooseFirst() {
        Arrays.fill(script, 0);
    }

    /** Moves the script on to the next combination of those that were asked for. @return false when all were tried */
    boolean chooseNext() {
        for (int i = asked - 1; i >= 0; i--) {
            if (script[i] + 1 < arity[i]) {
                script[i]++;
                Arrays.fill(script, i + 1, script.length, 0);
                return true;
            }
        }
        return false;
    }

    int[] choices() {
        return Arrays.copyOf(script, asked);
    }

    int[] points() {
        return Arrays.copyOf(points, pointCount);
    }

    @Override
    public void at(int point) {
        if (pointCount == points.length) {
            points = Arrays.copyOf(points, pointCount * 2);
        }
        points[pointCount++] = point;
    }

    @Override
    public void send(Message message) {
        writer.reset();
        sent.add(messages.of(message, side, writer));
    }

    @Override
    public void start(int timer, long at) {}

    @Override
    public void stop(int timer) {}

    @Override
    public void signal(int signal) {}

    @Override
    public void effect(int effect, long a, long b, long c, long d) {
        side.effect(effect, a, b, c, d);
    }

    @Override
    public long function(int function, long a, long b, long c, long d) {
        long[] values = plan.choices[function];
        if (values.length == 0) {
            return 0;
        }
        if (asked == script.length) {
            script = Arrays.copyOf(script, asked * 2);
            arity = Arrays.copyOf(arity, asked * 2);
        }
        if (arity.length < script.length) {
            arity = Arrays.copyOf(arity, script.length);
        }
        arity[asked] = values.length;
        return values[script[asked++]];
    }

    PayloadModel.Side side() {
        return side;
    }

    /** All messages that have come up. */
    static final class Messages {
        private final Store<Bits, MessageState> store = new Store<>();
        private final Plan plan;
        private final int kindWidth;

        Messages(Plan plan) {
            this.plan = plan;
            kindWidth = Plan.widthOf(plan.protocol.messages().size());
        }

        MessageState of(Message message, PayloadModel.Side side, BitWriter writer) {
            writer.put(message.kind(), kindWidth);
            message.encode(writer);
            int attachedAt = writer.bits();
            side.sends(message, writer);
            return restore(new Bits(writer), attachedAt);
        }

        MessageState restore(Bits bits, int attachedAt) {
            return store.get(bits, number -> {
                var in = new BitReader(bits.words);
                Message own = plan.core.message((int) in.get(kindWidth));
                own.decode(in);
                return new MessageState(number, bits, own, attachedAt);
            });
        }

        MessageState at(int number) {
            return store.at(number);
        }

        int count() {
            return store.count();
        }
    }
}
