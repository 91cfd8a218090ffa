package dev.sequent.check.system;

import dev.sequent.language.model.MessageType;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Message;
import org.jspecify.annotations.Nullable;

/** All messages that have occurred. */
final class Messages {
    private static final int OFFSET_WIDTH = 32;

    private final Store<Bits, MessageState> store = new Store<>();
    private final Plan plan;
    private final int kindWidth;

    Messages(Plan plan) {
        this.plan = plan;
        kindWidth = Plan.widthOf(plan.protocol.messages().size());
    }

    /** A message that no peer of the scenario has sent. */
    MessageState foreign(Message message) {
        return travelling(of(message, MessageState.NOBODY, 0, new BitWriter()));
    }

    /** The part of a sent message that is in flight: a field for the network layer is not part of it. */
    MessageState travelling(MessageState sent) {
        @Nullable Message without = null;
        for (MessageType.Field field :
                plan.protocol.messages().get(sent.message.kind()).fields()) {
            if (field.network() && sent.message.get(field.index()) != 0) {
                without = without == null ? sent.message.copy() : without;
                without.set(field.index(), 0);
            }
        }
        return without == null ? sent : of(without, sent.origin, sent.offset, new BitWriter());
    }

    /** See {@link MessageState}. @param writer empty */
    MessageState of(Message message, int origin, long offset, BitWriter writer) {
        return of(bits(message, origin, offset, writer));
    }

    private Bits bits(Message message, int origin, long offset, BitWriter writer) {
        writer.put(message.kind(), kindWidth);
        message.encode(writer);
        if (plan.keeping.origins()) {
            writer.put(origin, plan.keeping.originWidth());
        }
        if (!plan.keeping.octets().isEmpty()) {
            writer.put(offset, OFFSET_WIDTH);
        }
        return new Bits(writer);
    }

    /** The bits of the message that comes next. @throws MalformedState when there is no such message */
    Bits read(BitReader in, BitWriter writer) {
        int kind = (int) in.get(kindWidth);
        if (kind >= plan.protocol.messages().size()) {
            throw new MalformedState("no state of scenario " + plan.scenario.name() + " has a message of kind " + kind);
        }
        Message message = plan.core.message(kind);
        message.decode(in);
        int origin = origin(in);
        long offset = offset(in);
        writer.reset();
        return bits(message, origin, offset, writer);
    }

    private int origin(BitReader in) {
        return plan.keeping.origins() ? (int) in.get(plan.keeping.originWidth()) : MessageState.NOBODY;
    }

    private long offset(BitReader in) {
        return plan.keeping.octets().isEmpty() ? 0 : in.get(OFFSET_WIDTH);
    }

    /** The message of those bits. */
    MessageState of(Bits bits) {
        return store.get(bits, number -> {
            var in = new BitReader(bits.words);
            Message own = plan.core.message((int) in.get(kindWidth));
            own.decode(in);
            int origin = origin(in);
            return new MessageState(number, bits, own, origin, offset(in));
        });
    }

    MessageState at(int number) {
        return store.at(number);
    }

    int count() {
        return store.count();
    }
}
