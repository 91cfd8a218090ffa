package dev.sequent.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.MessageType.WireElement;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Scenario;
import dev.sequent.language.model.Stmt;
import dev.sequent.language.model.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What generator, interpreter and explorer may rely on. */
class TypedModelTest {
    private static final String ROUND =
            "timer T\non timeout T in any state { -> BUSY  start T after WAIT }\nevent E(n : u8)\non E in any state { -> GONE }\n";

    private static Expr condition(String condition, String variables) {
        List<Stmt> body = Specs.arrival("if " + condition + " { drop }", ROUND + variables);
        return ((Stmt.If) body.getFirst()).condition();
    }

    private static Expr value(String type, String value) {
        List<Stmt> body = Specs.arrival("X := " + value, ROUND + "var X : " + type);
        return ((Stmt.Assign) body.getFirst()).value();
    }

    // ------------------------------------------------------------ expressions

    @Test
    void aChainIsAConjunctionOfPairs() {
        Expr chain = condition("A < F.SEQ <= B", "var A, B : seq");

        assertThat(chain).isInstanceOfSatisfying(Expr.Logic.class, and -> {
            assertThat(and.op()).isEqualTo(Expr.Logic.Op.AND);
            assertThat(((Expr.Compare) and.left()).op()).isEqualTo(Expr.Compare.Op.LT);
            assertThat(((Expr.Compare) and.right()).op()).isEqualTo(Expr.Compare.Op.LE);
            assertThat(((Expr.Compare) and.left()).right()).isEqualTo(((Expr.Compare) and.right()).left());
        });
    }

    @Test
    void aWrittenNumberTakesOnTheTypeThatIsWanted() {
        assertThat(value("seq", "7")).isInstanceOfSatisfying(Expr.Literal.class, l -> {
            assertThat(l.type()).isEqualTo(Type.SEQ);
            assertThat(l.value()).isEqualTo(7);
        });
        assertThat(value("u8", "0xff").type()).isEqualTo(Type.U8);
        assertThat(value("int", "-3"))
                .isInstanceOfSatisfying(
                        Expr.Literal.class, l -> assertThat(l.value()).isEqualTo(-3));
        Expr compared = condition("X = 3", "var X : u16");
        assertThat(((Expr.Compare) compared).right().type()).isEqualTo(Type.U16);
    }

    @Test
    void unitsAreNanosecondsAndConstantsAreFolded() {
        assertThat(value("duration", "2 * 200 ms + 1 us"))
                .isInstanceOfSatisfying(
                        Expr.Literal.class, l -> assertThat(l.value()).isEqualTo(400_001_000L));
        assertThat(value("u32", "64 * 1024 - 1")).isInstanceOfSatisfying(Expr.Literal.class, l -> {
            assertThat(l.value()).isEqualTo(65_535);
            assertThat(l.type()).isEqualTo(Type.U32);
        });
    }

    @Test
    void anAmountOfAParameterIsAProductWithTheDurationFirst() {
        assertThat(value("duration", "2 WAIT")).isInstanceOfSatisfying(Expr.Arithmetic.class, a -> {
            assertThat(a.op()).isEqualTo(Expr.Arithmetic.Op.MUL);
            assertThat(a.left()).isInstanceOf(Expr.ParamRef.class);
            assertThat(a.type()).isEqualTo(Type.DURATION);
        });
        assertThat(value("duration", "3 * WAIT"))
                .isInstanceOfSatisfying(
                        Expr.Arithmetic.class, a -> assertThat(a.left()).isInstanceOf(Expr.ParamRef.class));
    }

    @Test
    void sequenceNumbersAndLengths() {
        assertThat(value("seq", "1 + F.SEQ"))
                .isInstanceOfSatisfying(
                        Expr.Arithmetic.class, a -> assertThat(a.left()).isInstanceOf(Expr.FieldRef.class));
        assertThat(value("u32", "F.SEQ - F.SEQ").type()).isEqualTo(Type.U32);
        assertThat(value("u32", "F.LEN * 2").type()).isEqualTo(Type.INT);
        assertThat(value("int", "WAIT / 1 ms").type()).isEqualTo(Type.INT);
        assertThat(value("duration", "now - now").type()).isEqualTo(Type.DURATION);
        assertThat(value("time", "WAIT + now"))
                .isInstanceOfSatisfying(
                        Expr.Arithmetic.class, a -> assertThat(a.left()).isInstanceOf(Expr.Now.class));
    }

    @Test
    void optionalsAreWrappedAndUnwrapped() {
        assertThat(value("u16?", "5")).isInstanceOfSatisfying(Expr.Wrap.class, w -> {
            assertThat(w.type()).isEqualTo(new Type.Optional(Type.U16));
            assertThat(w.value().type()).isEqualTo(Type.U16);
        });
        assertThat(value("u16?", "F.MSS")).isInstanceOf(Expr.FieldRef.class);
        assertThat(value("u16?", "none")).isInstanceOf(Expr.None.class);
        assertThat(value("u16", "if F.MSS present then F.MSS else 536"))
                .isInstanceOfSatisfying(
                        Expr.Conditional.class, c -> assertThat(c.then()).isInstanceOf(Expr.Unwrap.class));
    }

    @Test
    void bitsAreMaskedMostSignificantFirst() {
        assertThat(condition("ACK", "")).isInstanceOfSatisfying(Expr.HasBit.class, b -> {
            assertThat(b.mask()).isEqualTo(2);
            assertThat(b.bits()).isInstanceOf(Expr.FieldRef.class);
        });
        assertThat(((Expr.HasBit) condition("F.CTL has SYN", "")).mask()).isEqualTo(1);
    }

    @Test
    void extremesTakeOneType() {
        Expr smallest = value("u32", "min(F.LEN, 65535, 100000)");
        assertThat(smallest).isInstanceOfSatisfying(Expr.CallBuiltin.class, b -> {
            assertThat(b.builtin()).isEqualTo(Expr.Builtin.MIN);
            assertThat(b.type()).isEqualTo(Type.U32);
            assertThat(b.arguments()).allSatisfy(a -> assertThat(a.type()).isEqualTo(Type.U32));
        });
        assertThat(value("seq", "max(F.SEQ, X)").type()).isEqualTo(Type.SEQ);
        assertThat(value("int", "max(0, F.LEN - 7)").type()).isEqualTo(Type.INT);
    }

    @Test
    void constantsOfEnumsAreOrdinals() {
        assertThat(value("COLOUR", "GREEN"))
                .isInstanceOfSatisfying(
                        Expr.Literal.class, l -> assertThat(l.value()).isEqualTo(1));
        assertThat(value("COLOUR", "COLOUR.RED"))
                .isInstanceOfSatisfying(
                        Expr.Literal.class, l -> assertThat(l.value()).isZero());
    }

    // ------------------------------------------------------------ messages

    @Test
    void aMessageIsItsFieldsAndItsWire() {
        MessageType frame = Specs.around(ROUND + "ignore FRAME arrives in any state")
                .messages()
                .getFirst();

        assertThat(frame.fields())
                .extracting(MessageType.Field::name)
                .containsExactly("SEQ", "CTL", "MSS", "OK", "TEXT");
        assertThat(frame.fields()).extracting(MessageType.Field::index).containsExactly(0, 1, 2, 3, 4);
        assertThat(frame.fields().get(1).bits()).containsExactly("ACK", "SYN");
        assertThat(frame.fields().get(2).type()).isEqualTo(new Type.Optional(Type.U16));
        assertThat(frame.fields().get(3).type()).isEqualTo(Type.BOOL);
        assertThat(frame.fields().get(4).data()).isTrue();
        assertThat(frame.wire())
                .hasExactlyElementsOfTypes(
                        WireElement.Value.class,
                        WireElement.Value.class,
                        WireElement.Reserved.class,
                        WireElement.Length.class,
                        WireElement.Options.class,
                        WireElement.Data.class);
        assertThat(((WireElement.Value) frame.wire().get(1)).width()).isEqualTo(2);
        assertThat(((WireElement.Options) frame.wire().get(4)).options().get(1).flag())
                .isTrue();
        assertThat(frame.derived().getFirst().value())
                .isInstanceOfSatisfying(
                        Expr.Arithmetic.class, a -> assertThat(a.left()).isInstanceOf(Expr.OwnField.class));
    }

    @Test
    void aSendNamesBitsAndConditions() {
        Stmt.Send send = (Stmt.Send)
                Specs.arrival("send <SEQ=F.SEQ + 1><CTL=ACK, SYN if (F.TEXT > 0)><MSS=1460 if (SYN)>", ROUND)
                        .getFirst();

        Stmt.FieldValue.Bits bits = (Stmt.FieldValue.Bits) send.values().get(1);
        assertThat(bits.bits()).extracting(Stmt.FieldValue.Bit::mask).containsExactly(2L, 1L);
        assertThat(bits.bits().get(0).condition()).isEmpty();
        assertThat(bits.bits().get(1).condition()).isPresent();
        Stmt.FieldValue.Scalar mss = (Stmt.FieldValue.Scalar) send.values().get(2);
        assertThat(mss.value()).isInstanceOf(Expr.Wrap.class);
        assertThat(mss.condition()).isPresent();
    }

    // ------------------------------------------------------------ machines

    @Test
    void callsAreNumberedBeforeEvents() {
        MachineType machine = Specs.machine(ROUND
                + "call GO(x : u8)\noutcome ok\non GO in any state { return ok }\nignore FRAME arrives in any state");

        assertThat(machine.calls()).extracting(MachineType.Trigger.Call::index).containsExactly(0);
        assertThat(machine.events()).extracting(MachineType.Trigger.Call::index).containsExactly(1);
        assertThat(machine.events().getFirst().user()).isFalse();
        assertThat(machine.handler(machine.calls().getFirst(), machine.initial()))
                .isPresent();
    }

    @Test
    void afterMeansFromNow() {
        MachineType machine = Specs.machine(ROUND + "ignore FRAME arrives in any state");
        Stmt.StartTimer start =
                (Stmt.StartTimer) machine.handlers().getFirst().body().get(1);

        assertThat(start.at()).isInstanceOfSatisfying(Expr.Arithmetic.class, a -> {
            assertThat(a.left()).isInstanceOf(Expr.Now.class);
            assertThat(a.type()).isEqualTo(Type.TIME);
        });
    }

    @Test
    void localsAreNumberedBehindTheParameters() {
        MachineType machine = Specs.machine("""
                timer T
                ignore timeout T in any state
                ignore FRAME arrives in any state
                function f(a : u8, b : seq) : int {
                  var sum := 0
                  for i from 1 to a at most-once
                  return sum
                }
                """.replace("at most-once", "{ let twice = 2 * i  sum := sum + twice }")
                + "event E()\non E in any state { start T at now + f(1, 2) * 1 ms  -> BUSY  -> GONE  -> IDLE }");
        MachineType.Function f = machine.functions().getFirst();

        assertThat(f.parameters()).extracting(p -> p.index()).containsExactly(0, 1);
        Stmt.Declare sum = (Stmt.Declare) f.body().getFirst();
        assertThat(sum.local().index()).isEqualTo(2);
        assertThat(sum.local().mutable()).isTrue();
        assertThat(sum.local().type()).isEqualTo(Type.INT);
        Stmt.ForRange loop = (Stmt.ForRange) f.body().get(1);
        assertThat(loop.counter().index()).isEqualTo(3);
        assertThat(((Stmt.Declare) loop.body().getFirst()).local().index()).isEqualTo(4);
    }

    @Test
    void elseIfIsAnIfInside() {
        List<Stmt> body = Specs.arrival("if ACK { drop } else if SYN { done } else { -> GONE }", ROUND);

        Stmt.If outer = (Stmt.If) body.getFirst();
        Stmt.If inner = (Stmt.If) outer.otherwise().getFirst();
        assertThat(inner.otherwise()).hasExactlyElementsOfTypes(Stmt.GoTo.class);
        assertThat(outer.span().endLine()).isEqualTo(outer.span().line());
    }

    // ------------------------------------------------------------ modules

    private static final String MODULES = """
            protocol P
            interface pace { function window() : u32  procedure acknowledged(n : u32) }
            module Slow provides pace for M {
              function window() : u32 = 1
              procedure acknowledged(n : u32) { assert n > 0 }
            }
            module Fast provides pace for M {
              var cwnd : u32 = 10
              timer PACE
              function window() : u32 = cwnd
              procedure acknowledged(n : u32) { cwnd := cwnd + n  start PACE after 1 s }
              on timeout PACE in IDLE { cwnd := window() }
              invariant some : cwnd > 0
            }
            use pace = Slow
            machine M {
              state IDLE initial
              event E(n : u32)
              on E in IDLE { if pace.window() < n { pace.acknowledged(n) } }
            }
            """;

    @Test
    void theChosenModuleIsMergedUnderTheNameOfItsInterface() {
        MachineType machine = SpecCompiler.compile(
                        "m.sqt", java.util.Map.of("m.sqt", MODULES), new Options(java.util.Map.of("pace", "Fast")))
                .protocol()
                .orElseThrow()
                .machine("M");

        assertThat(machine.variables()).extracting(MachineType.Variable::name).containsExactly("pace.cwnd");
        assertThat(machine.functions()).extracting(MachineType.Function::name).containsExactly("pace.window");
        assertThat(machine.timers()).extracting(MachineType.Timer::name).containsExactly("pace.PACE");
        assertThat(machine.invariants()).extracting(MachineType.Invariant::name).containsExactly("pace.some");
        assertThat(machine.handlers()).hasSize(2);
    }

    @Test
    void useChoosesWhenTheCommandLineDoesNot() {
        MachineType machine = Specs.protocol(MODULES).machine("M");

        assertThat(machine.variables()).isEmpty();
        assertThat(machine.functions().getFirst().body().getFirst())
                .isInstanceOfSatisfying(
                        Stmt.ReturnValue.class,
                        r -> assertThat(((Expr.Literal) r.value()).value()).isEqualTo(1));
    }

    @Test
    void aModuleThatIsNotChosenIsCheckedAllTheSame() {
        Compilation compilation = Specs.compile(MODULES.replace("cwnd := cwnd + n", "cwnd := cwnd + m"));

        assertThat(compilation.diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo("SQT203");
            assertThat(d.span().line()).isEqualTo(11);
        });
    }

    // ------------------------------------------------------------ properties and scenarios

    private static final String TWO = """
            param N : u8 = 1 in 1 .. 9
            property calm(A, B : M) : always A.n <= B.n or channel empty or A in IDLE | BUSY or running B.T
            witness calm(A, B : M) : A.n = 2
            property other(C : M) : never C.n = 9
            scenario s {
              peer A : M { GO(x: 3) ; repeat GO(N) when n < 4 }
              peer B : M { }
              network { capacity 3 ; may lose, reorder }
              set N = 2
              choose dice in { 1, 6 }
              bound T <= 2
            }
            """;

    private static Protocol two(String scenarios) {
        return Specs.protocol("""
                protocol P
                extern function dice() : u8
                machine M {
                  state IDLE initial, BUSY
                  var n : u8
                  timer T
                  call GO(x : u8)
                  outcome ok
                  on GO in any state { n := min(x, dice())  -> BUSY  start T after 1 s  return ok }
                  on timeout T in any state { -> IDLE }
                }
                """ + scenarios);
    }

    @Test
    void aPropertyEvaluatesItsPartsInItsPeers() {
        Protocol.Property calm = two(TWO.replace("GO(N)", "GO(1)")).properties().getFirst();

        assertThat(calm.peers()).extracting(Protocol.Property.Peer::machine).containsExactly("M", "M");
        Expr.Logic or = (Expr.Logic) calm.condition();
        assertThat(or.right()).isInstanceOfSatisfying(Expr.OfPeer.class, p -> {
            assertThat(p.peer()).isEqualTo(1);
            assertThat(p.expr()).isInstanceOf(Expr.Running.class);
        });
    }

    @Test
    void aScenarioTakesWhatFits() {
        Scenario scenario = two(TWO.replace("GO(N)", "GO(1)")).scenarios().getFirst();

        assertThat(scenario.checks()).extracting(Protocol.Property::name).containsExactly("calm", "calm", "other");
        assertThat(scenario.network().capacity()).isEqualTo(3);
        assertThat(scenario.network().lose()).isTrue();
        assertThat(scenario.network().duplicate()).isFalse();
        assertThat(scenario.settings().getFirst().value()).isEqualTo(2);
        assertThat(scenario.choices().getFirst().values()).containsExactly(1L, 6L);
        assertThat(scenario.bounds())
                .singleElement()
                .satisfies(b -> assertThat(b.most()).isEqualTo(2));
        Scenario.UserStep again = scenario.peers().getFirst().script().get(1);
        assertThat(again.repeat()).isTrue();
        assertThat(again.when()).isPresent();
        assertThat(again.arguments()).hasOnlyElementsOfType(Expr.Literal.class);
    }
}
