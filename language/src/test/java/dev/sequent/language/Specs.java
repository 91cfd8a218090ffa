package dev.sequent.language;

import dev.sequent.language.diagnostic.DiagnosticPrinter;
import dev.sequent.language.model.MachineType;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Stmt;
import java.util.List;
import java.util.Map;

/** Small specifications for tests. */
final class Specs {
    private Specs() {}

    static Compilation compile(String source) {
        return SpecCompiler.compile("test.sqt", Map.of("test.sqt", source), Options.NONE);
    }

    /** The protocol; fails with the compiler's words when there is none. */
    static Protocol protocol(String source) {
        Compilation compilation = compile(source);
        return compilation
                .protocol()
                .orElseThrow(() -> new AssertionError(
                        new DiagnosticPrinter(compilation.sources()).text(compilation.diagnostics())));
    }

    /** A protocol of one message and one machine M with these items. */
    static Protocol around(String items) {
        return protocol("""
                protocol P
                param WAIT : duration = 200 ms in 1 ms .. 1 min
                enum COLOUR { RED, GREEN }
                extern function dice() : u8
                message FRAME as F {
                  SEQ  : seq
                  CTL  : bits { ACK, SYN }
                  REST : 6 bits zero
                  OFFSET : 8 bits length of header in 1 bytes
                  options { end kind 0  padding kind 1  MSS kind 2 : u16  OK kind 4 }
                  data TEXT
                  derived LEN : u32 = TEXT + ord(SYN)
                }
                machine M {
                  state IDLE initial, BUSY, GONE
                  receives FRAME
                """ + items + "\n}\n");
    }

    static MachineType machine(String items) {
        return around(items).machine("M");
    }

    /** The statements of a handler of an arrival, in a machine with these other items. */
    static List<Stmt> arrival(String body, String more) {
        MachineType machine = machine(more + "\non FRAME arrives in any state {\n" + body + "\n}");
        return machine.handlers().stream()
                .filter(h -> h.trigger() instanceof MachineType.Trigger.Arrival)
                .findFirst()
                .orElseThrow()
                .body();
    }
}
