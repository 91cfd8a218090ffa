package dev.sequent.language.diagnostic;

import dev.sequent.language.model.Span;
import java.util.Collection;
import java.util.List;

/** SQT2xx: names. */
public final class NameMessages {
    /** The codes of unknown names. */
    static final List<String> UNKNOWN = List.of("SQT113", "SQT114", "SQT203", "SQT204");

    /** Where a word of another language is as likely as a misspelt name. */
    private static final List<String> ANYTHING = List.of("name", "type", "function");

    private NameMessages() {}

    /** @param kind what was looked for; "name" where it could have been anything */
    public static Diagnostic unknown(String kind, String name, Span span, Collection<String> known) {
        String hint = Nearest.hint(name, known);
        if (hint.isEmpty() && ANYTHING.contains(kind)) {
            hint = OtherLanguages.instead(name).orElse("");
        }
        if (hint.isEmpty() && !kind.equals("name") && !known.isEmpty() && known.size() <= 8) {
            hint = "one of: " + String.join(", ", known.stream().sorted().toList());
        }
        int owner = Math.max(kind.indexOf(" of "), kind.indexOf(" for "));
        String what = owner < 0 ? kind + " " + name : kind.substring(0, owner) + " " + name + kind.substring(owner);
        return Diagnostic.error(kind.equals("name") ? "SQT203" : "SQT204", span, "unknown " + what)
                .hint(hint);
    }

    /** {@code a-b}, where a minus was meant. */
    public static Diagnostic hyphenated(String name, String left, String right, Span span) {
        return Diagnostic.error("SQT203", span, "unknown name " + name)
                .hint("names have hyphens; to subtract write blanks around '-': " + left + " - " + right);
    }

    public static Diagnostic duplicate(String kind, String name, Span span, Span first) {
        return Diagnostic.error("SQT201", span, (kind + " " + name).strip() + " is declared twice")
                .related(first, "first declared here");
    }

    /** In a list of values: fields of a message, columns of a row. */
    public static Diagnostic givenTwice(String kind, String name, Span span, Span first) {
        return Diagnostic.error("SQT232", span, kind + " " + name + " is given twice")
                .related(first, "first given here");
    }

    public static Diagnostic hides(String name, Span span, Span hidden) {
        return Diagnostic.error("SQT202", span, name + " hides something that already has this name")
                .hint("choose another name: nothing may be hidden")
                .related(hidden, "declared here");
    }

    public static Diagnostic hidesBit(String name, String field, Span span) {
        return Diagnostic.warning("SQT205", span, name + " is also a bit of " + field + ", which it hides")
                .hint("the bit can still be asked for: " + field + " has " + name);
    }

    public static Diagnostic noParts(String name, String type, Span span) {
        return Diagnostic.error("SQT206", span, name + " is of type " + type + " and has no parts");
    }

    public static Diagnostic outgoingNotHere(String name, Span span) {
        return Diagnostic.error("SQT207", span, name + " exists only in 'before sending'")
                .hint("elsewhere give the field its value in the statement: send <FIELD=value>");
    }

    /** @param name as written @param field of it */
    public static Diagnostic toldToNetwork(String name, String field, Span span) {
        return Diagnostic.error("SQT233", span, name + " does not come with a message")
                .hint(field + " is told to the network when a message is sent; the receiver does not see it");
    }

    /** @param here for instance "in an invariant", "where PROBE arrives" */
    public static Diagnostic noArrival(String message, String here, Span span) {
        return Diagnostic.error("SQT208", span, "no " + message + " arrives " + here)
                .hint("only handlers of 'on " + message + " arrives', and what they call, see the arriving message");
    }

    public static Diagnostic calleeNeedsArrival(String callee, String message, String caller, Span span, Span need) {
        return Diagnostic.error(
                        "SQT209", span, callee + " reads the arriving " + message + " and is called in " + caller)
                .hint("only handlers of 'on " + message + " arrives', and what they call, see the arriving message")
                .related(need, "read here");
    }

    /** @param asked {@code now}, or an extern function */
    public static Diagnostic calleeVaries(String callee, String asked, String caller, Span span, Span where) {
        return Diagnostic.error("SQT234", span, callee + " uses " + asked + " and is called in " + caller)
                .hint("what is true there must follow from the state alone; handlers may keep the answer in a variable")
                .related(where, "used here");
    }

    /** @param fields the fields that have such a bit */
    public static Diagnostic ambiguousBit(String name, Span span, List<String> fields) {
        return Diagnostic.error("SQT210", span, name + " is a bit of several messages")
                .hint("say whose: " + fields.getFirst() + " has " + name);
    }

    public static Diagnostic bitOfOutgoing(String name, String field, Span span) {
        return Diagnostic.error("SQT211", span, name + " by itself is a bit of the message that arrives")
                .hint("of the one about to be sent: OUT." + field + " has " + name);
    }

    public static Diagnostic ambiguousConstant(String name, Span span, List<String> enums) {
        return Diagnostic.error("SQT212", span, name + " is a constant of several enums")
                .hint("say which: " + enums.getFirst() + "." + name);
    }

    public static Diagnostic stateAsValue(String name, Span span) {
        return Diagnostic.error("SQT213", span, name + " is a state, not a value")
                .hint("ask: in " + name);
    }

    public static Diagnostic timerAsValue(String name, Span span) {
        return Diagnostic.error("SQT213", span, name + " is a timer, not a value")
                .hint("ask: running " + name);
    }

    public static Diagnostic functionAsValue(String name, Span span) {
        return Diagnostic.error("SQT213", span, name + " is called, not read").hint("write " + name + "()");
    }

    public static Diagnostic procedureAsFunction(String name, Span span) {
        return Diagnostic.error("SQT214", span, name + " acts and has no value")
                .hint("call it as a statement of its own");
    }

    public static Diagnostic functionAsStatement(String name, Span span) {
        return Diagnostic.error("SQT215", span, name + " does nothing but yield a value, which is lost here")
                .hint("a statement calls a procedure or an effect");
    }

    public static Diagnostic builtinName(String name, Span span) {
        return Diagnostic.error("SQT216", span, name + " is a function of the language")
                .hint("choose another name");
    }

    public static Diagnostic externNotHere(String name, Span span, String where) {
        return Diagnostic.error(
                "SQT217", span, name + " may answer differently each time: it cannot be used in " + where);
    }

    public static Diagnostic immutable(String name, Span span, Span declared) {
        return Diagnostic.error("SQT218", span, name + " cannot be changed")
                .hint("a local that changes is declared with var " + name + " := ...")
                .related(declared, "declared here");
    }

    public static Diagnostic notAssignable(String name, String why, Span span) {
        return Diagnostic.error("SQT219", span, "nothing can be assigned to " + name + ": " + why);
    }

    public static Diagnostic argumentTwice(String name, Span span) {
        return Diagnostic.error("SQT220", span, "argument " + name + " is given twice");
    }

    public static Diagnostic stateTwice(String name, Span span) {
        return Diagnostic.error("SQT221", span, "state " + name + " is listed twice");
    }

    public static Diagnostic notATable(String name, Span span) {
        return Diagnostic.error("SQT222", span, name + " is a variable, not a table")
                .hint("over ranges, a loop names both ends: for each a .. b in " + name);
    }

    public static Diagnostic notARow(String name, Span span) {
        return Diagnostic.error("SQT223", span, name + " is not a row")
                .hint("rows are named by 'find ROW in TABLE' and 'for each ROW in TABLE'");
    }

    public static Diagnostic noModule(String interfaceName, String machine, Span span) {
        return Diagnostic.error("SQT224", span, "no module provides " + interfaceName + " for " + machine)
                .hint("write one (module M provides " + interfaceName + " for " + machine + "), or choose one: use "
                        + interfaceName + " = M");
    }

    public static Diagnostic notInInterface(String member, String interfaceName, Span span) {
        return Diagnostic.error("SQT225", span, member + " is not part of the interface " + interfaceName)
                .hint("another module might lack it: only what the interface names can be used from outside");
    }

    /** A module or interface that the command line names. */
    public static Diagnostic unknownUse(String kind, String name, Collection<String> known) {
        String hint = Nearest.hint(name, known);
        return Diagnostic.error("SQT226", Span.NONE, "unknown " + kind + " " + name + " on the command line")
                .hint(hint.isEmpty() ? "one of: " + String.join(", ", known) : hint);
    }

    public static Diagnostic continuedWithoutStart(String name, Span span) {
        return Diagnostic.error("SQT227", span, "machine " + name + " is continued but never begun")
                .hint("one block of it must be written without 'continued'; is its file imported?");
    }

    public static Diagnostic noMachineHere(String what, Span span) {
        return Diagnostic.error("SQT228", span, what + " can be asked for only inside a machine");
    }

    public static Diagnostic onlyInProperties(String what, String instead, Span span) {
        return Diagnostic.error("SQT229", span, what + " can be asked only in properties and witnesses")
                .hint(instead);
    }

    public static Diagnostic whichPeer(Span span, Collection<String> peers) {
        return Diagnostic.error("SQT230", span, "in a property the state is a peer's")
                .hint(peers.isEmpty() ? "" : "write " + peers.iterator().next() + " in STATE");
    }

    /** @param call the first that is given something of that name */
    public static Diagnostic callMissing(String name, Span span, String peer, String call) {
        return Diagnostic.error("SQT231", span, "whose " + name + "?")
                .hint("what " + call + " is given can be read in: whenever " + peer + " calls " + call
                        + " then ..., or: " + peer + " calls " + call + " where (...)");
    }

    public static Diagnostic peerMissing(String name, Span span, Collection<String> peers) {
        return Diagnostic.error("SQT231", span, "whose " + name + "?")
                .hint(OtherLanguages.instead(name)
                        .orElse(
                                peers.isEmpty()
                                        ? ""
                                        : "write " + peers.iterator().next() + "." + name));
    }
}
