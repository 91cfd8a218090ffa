package dev.sequent.language.diagnostic;

import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import java.util.Collection;
import java.util.List;

/** SQT4xx: declarations of a protocol, of messages, modules and variables. */
public final class DeclarationMessages {
    private DeclarationMessages() {}

    public static Diagnostic noProtocol(Span span) {
        return Diagnostic.error("SQT401", span, "the specification has no name")
                .hint("is this the root file? it begins with: protocol NAME \"what it is\"");
    }

    public static Diagnostic secondProtocol(Span span, Span first) {
        return Diagnostic.error("SQT402", span, "a specification has one name, given once")
                .related(first, "first given here");
    }

    public static Diagnostic noMachine(Span span) {
        return Diagnostic.error("SQT403", span, "the specification has no machine");
    }

    public static Diagnostic machineTwice(String name, Span span, Span first) {
        return Diagnostic.error("SQT404", span, "machine " + name + " is declared twice")
                .hint("further blocks of a machine say so: machine " + name + " continued { ... }")
                .related(first, "first declared here");
    }

    public static Diagnostic unknownAnnotation(Span span, String name) {
        return Diagnostic.error("SQT405", span, "unknown annotation @" + name)
                .hint("the only annotation is @rfc(9293, \"3.10.7.4\", MUST-12)");
    }

    public static Diagnostic citationWithoutNumber(Span span) {
        return Diagnostic.error("SQT406", span, "a citation begins with the number of the RFC")
                .hint("@rfc(9293, \"3.10.7.4\", MUST-12)");
    }

    public static Diagnostic citationPart(Span span) {
        return Diagnostic.error("SQT407", span, "a citation is a number, one section, and requirements")
                .hint("@rfc(9293, \"3.10.7.4\", MUST-12)");
    }

    public static Diagnostic unknownForm(Span span, String name) {
        return Diagnostic.error("SQT451", span, "a citation has no " + name + "(...)")
                .hint("a departure from a requirement is written deviates(MUST-23, \"why\")");
    }

    public static Diagnostic deviationParts(Span span) {
        return Diagnostic.error("SQT452", span, "a deviation is a requirement and a reason, or a reason alone")
                .hint(
                        "from a requirement: deviates(MUST-23, \"why\"); from the text of the section: @rfc(9293, \"3.8.3\", deviates(\"why\"))");
    }

    public static Diagnostic blankReason(Span span) {
        return Diagnostic.error("SQT453", span, "a deviation needs a reason")
                .hint("say why, for a reader who has the RFC alongside");
    }

    public static Diagnostic metAndNotMet(Span span, String requirement) {
        return Diagnostic.error("SQT454", span, "this declaration already says whether it meets " + requirement)
                .hint("either it meets it, or it deviates, for one reason");
    }

    public static Diagnostic demandDeviates(Span span) {
        return Diagnostic.error("SQT455", span, "a demand cannot deviate from a requirement")
                .hint("a deviation is declared at the rule that deviates");
    }

    public static Diagnostic noRule(Span span) {
        return Diagnostic.error("SQT456", span, "no requirement is met here, only by the rules inside")
                .hint("cite the requirement at the rule; here a section will do: @rfc(9293, \"3.8.2\")");
    }

    public static Diagnostic emptyRange(Span span) {
        return Diagnostic.error("SQT408", span, "the range is empty").hint("the smaller bound comes first");
    }

    public static Diagnostic defaultOutOfRange(String name, Span span, String value, String range) {
        return Diagnostic.error("SQT409", span, "the default of " + name + ", " + value + ", is outside " + range);
    }

    // ------------------------------------------------------------ assumptions

    public static Diagnostic notOfParameters(String name, Span span, Collection<String> params) {
        String near = Nearest.hint(name, params);
        return Diagnostic.error("SQT457", span, name + " is no parameter")
                .hint(
                        near.isEmpty()
                                ? "an assumption relates parameters and constants; what machines hold is for invariants"
                                : near);
    }

    public static Diagnostic noParameter(Span span) {
        return Diagnostic.error("SQT458", span, "this assumption is about no parameter")
                .hint("it relates them: assume RTO-MIN <= RTO-MAX \"why\"");
    }

    /** @param values what the defaults are, or why it cannot be told */
    public static Diagnostic defaultsBreak(String values, Span span) {
        return Diagnostic.error("SQT459", span, "the defaults break this assumption: " + values);
    }

    public static Diagnostic alwaysSo(Span span) {
        return Diagnostic.warning("SQT460", span, "this assumption says nothing: it holds throughout the ranges")
                .hint("leave it out, or let the ranges of its parameters overlap");
    }

    public static Diagnostic initialNotHere(Span span, Type type) {
        return Diagnostic.error("SQT410", span, "a variable of type " + type.name() + " has no initial value")
                .hint(type instanceof Type.Optional ? "an optional begins as none" : "a set begins empty");
    }

    public static Diagnostic functionBody(String name, boolean both, Span span) {
        return Diagnostic.error("SQT411", span, "function " + name + (both ? " has two bodies" : " has no body"))
                .hint("either = EXPRESSION or { ... return EXPRESSION }");
    }

    public static Diagnostic stateInModule(Span span) {
        return Diagnostic.error("SQT412", span, "a module cannot add states to its machine");
    }

    public static Diagnostic noColumns(String name, Span span) {
        return Diagnostic.error("SQT413", span, "table " + name + " has no columns");
    }

    // ------------------------------------------------------------ modules

    public static Diagnostic missingSignatures(
            String module, String interfaceName, List<String> missing, Span span, Span wanted) {
        return Diagnostic.error("SQT421", span, "module " + module + " lacks " + String.join(", ", missing))
                .related(wanted, "the interface " + interfaceName + " asks for it");
    }

    public static Diagnostic otherSignature(String name, String wanted, Span span, Span signature) {
        return Diagnostic.error("SQT422", span, name + " has other types than its interface")
                .hint("the interface says: " + wanted)
                .related(signature, "the interface's signature");
    }

    public static Diagnostic severalModules(String interfaceName, List<String> modules, Span span) {
        return Diagnostic.error("SQT423", span, "several modules provide " + interfaceName + ", and none is chosen")
                .hint("choose: use " + interfaceName + " = " + String.join(" | ", modules));
    }

    // ------------------------------------------------------------ messages

    public static Diagnostic prefix(String prefix, Span span) {
        return Diagnostic.error("SQT431", span, prefix + " cannot be the prefix of a message")
                .hint("OUT is the message about to be sent; a prefix has no dot");
    }

    public static Diagnostic fieldOrder(String name, String after, Span span) {
        return Diagnostic.error("SQT432", span, name + " cannot stand after " + after)
                .hint("a message is: fields of fixed width, then options, then data");
    }

    public static Diagnostic width(Span span) {
        return Diagnostic.error("SQT433", span, "a field is 1 .. 64 bits wide");
    }

    public static Diagnostic notOnTheWire(Span span, Type type) {
        return Diagnostic.error("SQT434", span, "no " + type.name() + " on the wire")
                .hint("fields are bool, u8, u16, u32, u64, seq, an enum, N bits, or bits { ... }");
    }

    public static Diagnostic notToNetwork(Span span) {
        return Diagnostic.error("SQT444", span, "no such thing can be told to the network")
                .hint("a field to network is bool, u8, u16, u32, u64, seq or an enum");
    }

    public static Diagnostic notInOption(Span span, Type type) {
        return Diagnostic.error("SQT443", span, "no " + type.name() + " in an option")
                .hint("values of options are u8, u16, u32, u64, seq or an enum; an option without a value is a flag");
    }

    public static Diagnostic headerBits(String message, int bits, Span span) {
        return Diagnostic.error(
                        "SQT435",
                        span,
                        "the header of " + message + " has " + bits + " bits, which are not whole bytes")
                .hint("fill it up: RESERVED : " + (8 - bits % 8) + " bits zero");
    }

    public static Diagnostic secondBits(String name, Span span) {
        return Diagnostic.error("SQT436", span, "a message has one field of bits: " + name + " is the second");
    }

    public static Diagnostic tooManyBits(Span span) {
        return Diagnostic.error("SQT437", span, "a field has at most 32 bits");
    }

    public static Diagnostic roleOfBits(Span span) {
        return Diagnostic.error("SQT438", span, "a field of bits has no role");
    }

    public static Diagnostic checksumOver(Span span) {
        return Diagnostic.error("SQT439", span, "a checksum can be over pseudo-header and nothing else")
                .hint("without 'over' it is over the message alone");
    }

    public static Diagnostic lengthUnit(Span span) {
        return Diagnostic.error("SQT440", span, "a length counts in units of 1 .. 64 bytes");
    }

    public static Diagnostic endAndPadding(Span span) {
        return Diagnostic.error("SQT441", span, "options need an end and a padding")
                .hint("end kind 0, padding kind 1");
    }

    public static Diagnostic optionsWithoutLength(Span span) {
        return Diagnostic.error("SQT445", span, "options need a field that says where they end")
                .hint("before them in the header, for instance OFFSET : 4 bits length of header in 4 bytes");
    }

    public static Diagnostic wideByte(String first, Span span) {
        return Diagnostic.error(
                        "SQT446",
                        span,
                        "from " + first + " on, fields that share bytes are wider than 64 bits together")
                .hint("let a field of more than a few bits begin on a byte boundary");
    }

    public static Diagnostic optionKind(Span span, boolean tooLarge) {
        return Diagnostic.error("SQT442", span, tooLarge ? "a kind is 0 .. 255" : "two options of one kind");
    }
}
