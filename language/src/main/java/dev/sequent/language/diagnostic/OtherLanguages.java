package dev.sequent.language.diagnostic;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Words of Promela, TLA+ and PlusCal, P, temporal logic, C and its kin that this language lacks, and what to write
 * instead.
 */
public final class OtherLanguages {
    private static final String CONSTANT = "a constant is a parameter: param NAME : TYPE = VALUE";
    private static final String RECORD =
            "there are no records: a message has fields, a table rows of columns, a machine variables";
    private static final String ARRAY =
            "there are no arrays: table NAME[N] { COLUMN : TYPE } holds rows, and ranges[N] sequence numbers";
    private static final String CHOICE =
            "an open choice is answered by an extern function, and a scenario lists the answers:"
                    + " choose FUNCTION in { 0, 1 }";
    private static final String EACH_PEER = "a property names its peers, and applies to every choice of them:"
            + " property NAME(a, b : MACHINE) : always ...";
    private static final String EACH_ROW =
            "over a table or ranges: for each ROW in TABLE where CONDITION { ... }, count(TABLE), covers(RANGES, s)";
    private static final String UNTIL = "there is no until: E ~> F says that F comes;"
            + " what holds of every step before is a property of steps: step old(E) implies E or F";
    private static final String LOOP =
            "a loop has a bound: while CONDITION at most N { ... }, for i from 0 to N { ... }";
    private static final String CASES =
            "write: if CONDITION { ... } else if CONDITION { ... }, or, of states, in STATE { ... }";
    private static final String TEMPORAL =
            "claims are: always E, never E, step E, E ~> F, eventually always E, possible E";
    private static final String PROCESS =
            "what acts is a machine; a scenario says how many of it there are: peer NAME : MACHINE { ... }";
    private static final String CHANNEL =
            "a machine says what it receives, and a scenario how: network { capacity N ; may lose, duplicate, reorder }";
    private static final String ATOMIC = "a handler's body is one step by itself";
    private static final String ENUM = "write: enum NAME { FIRST, SECOND }";
    private static final String ELSE_IF = "write: else if";
    private static final String NOTHING =
            "where there is no value, a variable of optional type is none: var NAME : TYPE?";
    private static final String SMALL = "integers are u8, u16, u32, u64, and int with its sign";
    private static final String GO = "write: -> STATE";
    private static final String STARTING =
            "a machine is in its initial state (state NAME initial); variables have initial values: var NAME : TYPE = VALUE";

    private static final Map<String, String> INSTEAD = new TreeMap<>();

    static {
        all(CONSTANT, "const", "constant", "constants", "CONSTANT", "CONSTANTS", "define", "final", "static", "val");
        all(RECORD, "record", "struct", "typedef", "class", "tuple", "type");
        all(ARRAY, "array", "map", "list", "vector", "Seq", "Set", "Map", "SUBSET");
        all(CHOICE, "either", "choose", "choice", "pick", "nondet", "CHOOSE");
        all(EACH_PEER + "; " + EACH_ROW, "forall", "exists", "foreach");
        all(UNTIL, "until", "unless", "release", "weak_until");
        all(LOOP, "do", "od", "loop");
        all(CASES, "switch", "case", "match", "select", "fi", "endif", "end_if");
        all(TEMPORAL, "globally", "finally", "next", "ltl", "assume", "AG", "EF", "AF", "EG");
        all(PROCESS, "proctype", "process", "active", "thread", "actor", "spawn");
        all(CHANNEL, "chan", "recv", "receive");
        all(ATOMIC, "atomic", "d_step", "await", "synchronized");
        all(ENUM, "mtype", "enumeration");
        all(ELSE_IF, "elif", "elseif", "elsif", "elsf");
        all(NOTHING, "null", "nil", "NULL", "undefined", "None", "Nothing");
        all(
                SMALL,
                "byte",
                "short",
                "long",
                "integer",
                "unsigned",
                "int8",
                "int16",
                "int32",
                "int64",
                "uint8",
                "uint16",
                "uint32",
                "uint64",
                "uint",
                "uint8_t",
                "uint16_t",
                "uint32_t",
                "uint64_t",
                "size_t",
                "nat",
                "Int",
                "Nat",
                "bit");
        all("write: bool", "boolean", "Bool", "BOOLEAN", "_Bool");
        all("write: true", "True", "TRUE");
        all("write: false", "False", "FALSE");
        all("write: and", "AND", "land");
        all("write: or", "OR", "lor");
        all("write: not", "NOT", "lnot");
        all("write: CONDITION = CONDITION", "iff", "equiv");
        all(
                "there are no strings at run time: an enum has names, a signal or an outcome has a text",
                "string",
                "String",
                "char");
        all(
                "there are no fractions: integers are exact; a duration has units, as in 200 ms",
                "float",
                "double",
                "real");
        all(GO, "goto", "become", "transition");
        all(STARTING, "init", "Init", "initially", "start_state", "entry");
        all("a state is left by -> STATE", "exit", "leave");
        all("there is no print: what a run did is shown by sequent check --steps", "print", "printf", "println", "log");
        all("a loop ends by its condition; a handler ends at 'done' or 'drop'", "break", "skip", "pass");
        all(
                "what must hold when a machine is at rest: invariant NAME : E; what a property claims: property NAME(a : MACHINE) : always E",
                "ensures",
                "requires",
                "require",
                "ensure",
                "safety",
                "liveness");
        all("a machine's variables are: var NAME : TYPE = VALUE", "VARIABLE", "VARIABLES", "variables", "local", "int");
        all("files are named: import \"FILE.sqt\"", "include", "EXTENDS", "INSTANCE", "using");
        all("the file begins with: protocol NAME", "MODULE", "program", "package");
        all(
                "write: function NAME(a : TYPE) : TYPE = VALUE, procedure NAME(a : TYPE) { ... }",
                "def",
                "fun",
                "fn",
                "func",
                "proc",
                "void",
                "inline",
                "macro",
                "method");
    }

    private OtherLanguages() {}

    private static void all(String instead, String... words) {
        for (String word : words) {
            INSTEAD.putIfAbsent(word, instead);
        }
    }

    /** What to write instead of a word; empty if it is not one of theirs. */
    public static Optional<String> instead(String word) {
        return Optional.ofNullable(INSTEAD.get(word));
    }

    /** What to write instead of {@code x[3]}. */
    public static String array() {
        return ARRAY;
    }
}
