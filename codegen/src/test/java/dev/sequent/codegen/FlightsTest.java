package dev.sequent.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.interpret.InterpretedCore;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Type;
import dev.sequent.runtime.Core;
import dev.sequent.runtime.Ghosts;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.Silence;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Claims about messages in flight: interpreter and generated predicates say the same of any messages. */
class FlightsTest {
    private static final Protocol PROTOCOL = SpecCompiler.compile(
                    "flights.sqt", Map.of("flights.sqt", """
            protocol FLIGHTS
            message NOTE as N {
              CTL : bits { ECHO }
              RESERVED : 7 bits zero
              A : u8
              SEQ : seq
              derived NEXT : seq = SEQ + A
            }
            message WORD as W { B : u8 }
            machine M {
              state ON initial
              var n : u8
              receives NOTE
              receives WORD
              event SPEAK()
              on SPEAK in ON { send NOTE <A=n> }
              ignore NOTE arrives, WORD arrives in ON
            }
            lemma one(S, R : M) : always every NOTE from R to S : ECHO implies N.A <= 100
            lemma two(S, R : M) : always every NOTE X before NOTE Y from S to R : X.NEXT < Y.SEQ or (X.CTL has ECHO) = (Y.CTL has ECHO)
            lemma mixed(S, R : M) : always every NOTE X before WORD Y from S to R : X.A <= Y.B
            lemma late(S, R : M) : always every WORD before NOTE Y from S to R : channel empty or W.B < Y.A + S.n
            """), Options.NONE)
            .protocol()
            .orElseThrow();

    private final Core interpreted = new InterpretedCore(PROTOCOL);
    private final Core generated = CoreCompiler.compile(PROTOCOL).load(FlightsTest.class.getClassLoader());

    private static boolean ask(Core core, int property, List<long[]> contents) {
        var machines = new Machine[] {
            core.machine(0, core.parameters(), new Silence()), core.machine(0, core.parameters(), new Silence())
        };
        var flights = PROTOCOL.properties().get(property).flights().orElseThrow();
        Message first = message(core, flights.first().kind(), contents.getFirst());
        Message later = flights.later()
                .map(l -> message(core, l.kind(), contents.getLast()))
                .orElse(first);
        return core.properties().inFlight(property, machines, new Ghosts[0], first, later);
    }

    private static Message message(Core core, int kind, long[] content) {
        Message message = core.message(kind);
        var fields = PROTOCOL.messages().get(kind).fields();
        fields.forEach(f -> message.set(f.index(), value(f, content[f.index()])));
        return message;
    }

    @Test
    void bothSayTheSame() {
        long seed = 7;
        var random = new Random(seed);
        var yes = new int[PROTOCOL.properties().size()];
        for (int i = 0; i < 2_000; i++) {
            int property = i % yes.length;
            var contents = List.of(content(random), content(random));
            boolean expected = ask(interpreted, property, contents);
            assertThat(ask(generated, property, contents))
                    .as("seed %d, try %d", seed, i)
                    .isEqualTo(expected);
            yes[property] += expected ? 1 : 0;
        }
        assertThat(Arrays.stream(yes).boxed()).allMatch(count -> 25 < count && count < 475);
    }

    private static long[] content(Random random) {
        return new long[] {random.nextLong(1L << 32), random.nextLong(1L << 32), random.nextLong(1L << 32)};
    }

    private static long value(MessageType.Field field, long drawn) {
        return !field.bits().isEmpty() ? drawn & 1 : field.type() instanceof Type.Seq ? drawn : drawn & 255;
    }

    @Test
    void otherPropertiesAreNone() {
        var first = generated.message(0);
        assertThatThrownBy(() -> generated.properties().inFlight(99, new Machine[2], new Ghosts[2], first, first))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("99");
    }
}
